"""What came to Chromium after version 109, the last one for Windows 7 and 8.1.

360 Browser, WeChat's view and others in offices stand on engines of about that age. A feature
is a pattern in what is shipped, with the version that brought it.
"""

import re

FLOOR = 109

CSS = {
    r"(?:^|[{};])\s*&": ("nesting", 112),
    r"\bcolor-mix\(": ("color-mix()", 111),
    r"\b(?:oklch|oklab|lch|lab|color)\(": ("colour spaces", 111),
    r"\blight-dark\(": ("light-dark()", 123),
    r"\bsubgrid\b": ("subgrid", 117),
    r"\btext-wrap(?:-style|-mode)?\s*:": ("text-wrap", 114),
    r"\bwhite-space-collapse\s*:": ("white-space-collapse", 114),
    r"\btext-autospace\s*:": ("text-autospace", 140),
    r"\btext-spacing-trim\s*:": ("text-spacing-trim", 123),
    r"\bword-break\s*:\s*auto-phrase": ("word-break: auto-phrase", 119),
    r"\btext-box(?:-trim|-edge)?\s*:": ("text-box", 133),
    r"@scope\b": ("@scope", 118),
    r"@starting-style\b": ("@starting-style", 117),
    r"@position-try\b|\banchor(?:-size)?\(|\bposition-anchor\s*:": ("anchors", 125),
    r"@view-transition\b": ("@view-transition", 126),
    r"@function\b": ("@function", 139),
    r"\bif\(": ("if()", 137),
    r"\b(?:animation|scroll|view)-timeline\s*:": ("scroll timelines", 115),
    r"\binterpolate-size\s*:|\bcalc-size\(": ("interpolate-size", 129),
    r"\bfield-sizing\s*:": ("field-sizing", 123),
    r"\bscrollbar-(?:color|width)\s*:": ("scrollbar-color", 121),
    r"\btransition-behavior\s*:|\ballow-discrete\b": ("allow-discrete", 117),
    r"\b(?:sin|cos|tan|asin|acos|atan2?|exp|sqrt|hypot|pow|log)\(": ("functions of angles", 111),
    r"\b(?:round|mod|rem)\(": ("round()", 125),
    r"\d(?:rlh|rex|rch|ric|cap|rcap)\b": ("units of the root's letters", 111),
    r":popover-open\b": (":popover-open", 114),
    r":(?:open|state)\b": (":open", 133),
    r":user-(?:in)?valid\b": (":user-invalid", 119),
    r":dir\(": (":dir()", 120),
    r":has-slotted\b": (":has-slotted", 134),
    r":nth-(?:last-)?child\([^)]*\bof\b": (":nth-child(of)", 111),
    r"::details-content\b": ("::details-content", 131),
    r"::(?:spelling-error|target-text|highlight)\b": ("::spelling-error", 121),
    r"(?<![-\w])mask(?:-image)?\s*:": ("mask without a prefix", 120),
    r"(?<![-\w])image-set\(": ("image-set() without a prefix", 113),
    r"@media[^{]*\bprefers-reduced-transparency\b": ("prefers-reduced-transparency", 118),
    r"@media[^{]*\bscripting\b": ("scripting", 120),
    r"@media[^{]*\bupdate\b": ("update", 113),
    r"@container[^{]*\bstyle\(": ("style queries", 111),
    r"\blinear\(\s*[\d.]": ("linear()", 113),
    r"\bcorner-shape\s*:": ("corner-shape", 139),
}
SCRIPT = {
    r"\.to(?:Sorted|Reversed|Spliced)\(": ("toSorted()", 110),
    r"\b(?:Object|Map)\.groupBy\(": ("groupBy()", 117),
    r"\bArray\.fromAsync\(": ("Array.fromAsync()", 121),
    r"\bPromise\.(?:withResolvers|try)\(": ("Promise.withResolvers()", 119),
    r"\.(?:symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom)\(": ("sets", 122),
    r"\.(?:is|to)WellFormed\(": ("isWellFormed()", 111),
    r"\bURL\.(?:canParse|parse)\(": ("URL.canParse()", 120),
    r"\bAbortSignal\.any\(": ("AbortSignal.any()", 116),
    r"\bRegExp\.escape\(": ("RegExp.escape()", 136),
    r"\bTemporal\.": ("Temporal", 144),
    r"\bIterator\.(?:from|prototype)\b|\.(?:values|keys|entries)\(\)\.(?:map|filter|take|drop)\(": (
        "helpers of iterators",
        122,
    ),
    r"\bstartViewTransition\b": ("startViewTransition()", 111),
    r"\b(?:show|hide|toggle)Popover\(": ("popovers", 114),
    r"\bsetHTMLUnsafe\(|\bparseHTMLUnsafe\(": ("setHTMLUnsafe()", 124),
    r"\bcheckVisibility\(": ("checkVisibility() with options", 121),
    r"\bimport\b[^;\n]*\bwith\s*\{": ("attributes of imports", 123),
    r"\bmoveBefore\(": ("moveBefore()", 133),
    r"\bUint8Array\.from(?:Base64|Hex)\(": ("Uint8Array.fromBase64()", 140),
}
MARKUP = {
    r"<search\b": ("<search>", 118),
    r"<\w[^>]*\spopover(?:=|[\s>])": ("popover", 114),
    r"<details\b[^>]*\sname=": ("details that close each other", 120),
    r"<dialog\b[^>]*\sclosedby=": ("closedby", 134),
    r"<\w[^>]*\scommand(?:for)?=": ("command", 135),
    r"<\w[^>]*\sinterestfor=": ("interestfor", 142),
    r"<selectedcontent\b": ("selectedcontent", 135),
}
_KINDS = {".css": CSS, ".js": SCRIPT, ".html": MARKUP}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def newer_features(name: str, text: str) -> set[str]:
    """The features of the file that the oldest browser lacks."""
    suffix = name[name.rindex(".") :]
    if suffix == ".css":
        text = _COMMENT.sub("", text)
    return {
        feature
        for pattern, (feature, _) in _KINDS[suffix].items()
        if re.search(pattern, text, re.MULTILINE)
    }
