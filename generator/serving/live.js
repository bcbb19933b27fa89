// Pages that are served while somebody writes: loaded anew when theirs was made anew.
(() => {
  "use strict";
  const { group, version, events } = document.currentScript.dataset;
  let source = null;
  const listen = () => {
    if (document.hidden || source !== null) {
      return;
    }
    source = new EventSource(events);
    source.onmessage = (event) => {
      const versions = JSON.parse(event.data);
      if (String(versions[group]) !== version) {
        location.reload();
      }
    };
  };
  document.addEventListener("visibilitychange", () => {
    // A browser keeps few connections: a page that nobody sees gives its own back.
    if (document.hidden && source !== null) {
      source.close();
      source = null;
    }
    listen();
  });
  listen();
})();
