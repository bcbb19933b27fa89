"""What the pages call states, reasons and rules, in Chinese."""

from generator.model.checklist import ClauseState, Uncounted
from generator.model.disclosure import Disclosure
from generator.model.evidence import Status
from generator.model.sameness import Difference
from generator.model.state import State

STATES = {
    State.SETUP: "筹备",
    State.OPEN: "报送材料",
    State.CLOSED: "报送截止",
    State.REVIEWING: "评审打分",
    State.DECIDING: "综合评议",
    State.PROPOSED: "公示",
    State.FINAL: "公布结果",
    State.AMENDED: "更正",
}

STATE_NOTES = {
    State.SETUP: "指标正在下达，各县（区）尚未开始报送材料。",
    State.OPEN: "各县（区）正在对照指标报送佐证材料，尚未评审。",
    State.CLOSED: "材料报送已经截止，等待评审。",
    State.REVIEWING: "评委正在独立打分。",
    State.DECIDING: "领导小组正在综合评议，结果尚未公布。",
    State.PROPOSED: "拟定结果正在公示。",
    State.FINAL: "考核结果已经公布。",
    State.AMENDED: "考核结果已经公布，并有更正。",
}

CLAUSE_STATES = {
    ClauseState.MET: "达标",
    ClauseState.UNPROVEN: "待证",
    ClauseState.SHORT: "未达",
    ClauseState.JUDGED: "评议",
    ClauseState.NOT_NAMED: "未下达",
    ClauseState.NOT_APPLICABLE: "不适用",
}

CLAUSE_STATE_NOTES = {
    ClauseState.MET: "有佐证的数量达到指标值",
    ClauseState.UNPROVEN: "台账数量达到指标值，但有佐证的还不够",
    ClauseState.SHORT: "台账数量还没有达到指标值",
    ClauseState.JUDGED: "通知没有规定数量，由评委评议，系统不作判断",
    ClauseState.NOT_NAMED: "通知没有给这个县（区）下达指标值，由评委评议",
    ClauseState.NOT_APPLICABLE: "条件不具备，不作要求",
}

STATUSES = {Status.DRAFT: "草稿", Status.SUBMITTED: "已提交", Status.RETURNED: "退回"}

UNCOUNTED = {
    Uncounted.NOT_SUBMITTED: "材料未提交",
    Uncounted.UNKNOWN_CLAUSE: "条款不识别",
    Uncounted.UNKNOWN_CITATION: "引用的条目不存在",
    Uncounted.NO_DATE: "日期不识别",
    Uncounted.OUTSIDE_PERIOD: "不在考核期内",
    Uncounted.NO_QUANTITY: "数量不识别",
    Uncounted.ABOUT: "数量不确切",
    Uncounted.WRONG_UNIT: "计量单位不符",
    Uncounted.DUPLICATE: "重复",
    Uncounted.SUPERSEDED: "已有更新的比率",
}

DIFFERENCES = {
    Difference.ABSENT: "没有这一条",
    Difference.REWORDED: "条文不同",
    Difference.UNIT: "计量单位不同",
    Difference.COMPARISON: "比较方法不同",
    Difference.TARGET: "指标值的下达方法不同",
    Difference.CONDITION: "适用的条件不同",
    Difference.PART: "不属于同一个条款",
    Difference.PERIOD: "考核期不同",
    Difference.COUNTING: "计数的规则不同",
    Difference.CLAUSES: "条款不同",
    Difference.POINTS: "分值不同",
    Difference.SCORING: "评分的规则不同",
}
"""Why figures of two years are not comparable."""

NOTICES = {State.PROPOSED: "公示", State.FINAL: "通报", State.AMENDED: "更正"}

CHANGED_FIELDS = {
    "commended": "先进单位",
    "veto": "一票否决",
    "veto.reason": "一票否决的理由",
    "standing": "平时工作",
    "rank": "名次",
    "grade": "等次",
    "total": "总分",
}

OPEN_RULES = {
    "judges": (
        "谁算评委（“等人员”）",
        {"listed-groups": "只有通知列出的三组", "as-rostered": "以评委名册为准"},
    ),
    "own-county-judge": ("评委给本县（区）打分", {"excluded": "不计入", "counted": "照常计入"}),
    "missing-score": (
        "评分表缺项",
        {"refused": "补齐之前不计总分", "skipped": "跳过，不进平均", "zero": "按零分计"},
    ),
    "absent-group": (
        "某一评委组无人打分",
        {"refused": "不计总分", "reweighted": "权重按比例分给其余各组"},
    ),
    "trimming": (
        "去掉最高分和最低分",
        {"none": "不去", "items": "逐项去", "ballot-totals": "按评分表总分去"},
    ),
    "score-step": ("打分的最小单位", {}),
    "rounding": (
        "小数取舍",
        {"none": "不取舍", "half-up": "四舍五入", "half-even": "四舍六入五成双"},
    ),
    "rounding-place": ("在哪一步取舍", {"total": "只在总分", "group-mean": "在各组平均分"}),
    "rounding-digits": ("保留小数位数", {}),
    "ties": ("同分", {"shared": "名次并列", "decided": "由领导小组定"}),
    "commended-number": ("先进单位的数目", {"decided": "由主席办公会定"}),
    "late-submission": ("迟交的材料", {"refused": "不收", "accepted": "收下并注明"}),
    "stale-ballot": ("打分之后材料有改动", {"refused": "须重新打分", "kept": "原分有效"}),
    "period-from": ("考核期起", {}),
    "period-to": ("考核期止", {}),
    "not-named": ("通知没有点名的县（区）", {"judged": "由评委评议", "not-applicable": "不作要求"}),
    "township-target": (
        "“涉农乡镇建有4家以上农技协组织”",
        {"total": "按全县（区）合计", "per-township": "按每个乡镇，由评委评议"},
    ),
    "bonus-judges": ("加分项目由谁打分", {"all-groups": "三个评委组", "leaders": "市科协领导"}),
    "ballot-per": ("一张评分表代表", {"person": "一个人", "department": "一个部门"}),
    "vetoed-rank": ("一票否决的单位", {"none": "不排名次", "kept": "保留名次"}),
    "publicity-days": ("公布之前公示的工作日数", {"0": "不公示"}),
}
"""Each rule the notice leaves open: its question, and what its choices mean."""

DISCLOSURES = {
    Disclosure.COMMENDED: "只公布先进单位，不公布分数",
    Disclosure.GRADES: "公布等次",
    Disclosure.TOTALS: "公布总分",
    Disclosure.SECTIONS: "公布总分和各项目得分",
    Disclosure.INDICATORS: "公布总分、各项目和各项考核内容的得分",
}

DISCLOSURE_NOTES = {
    Disclosure.COMMENDED: "这次考核只公布先进单位，不公布分数、等次和名次；先进单位按通知的次序排列。",
    Disclosure.GRADES: "这次考核公布等次，不公布分数和名次；各县（区）按通知的次序排列。",
    Disclosure.TOTALS: "这次考核公布总分和名次，不公布各项得分。",
    Disclosure.SECTIONS: "这次考核公布总分、名次和各项目得分，不公布各项考核内容的得分。",
    Disclosure.INDICATORS: "这次考核公布总分、名次、各项目和各项考核内容的得分，不公布任何一位评委的评分。",
}
