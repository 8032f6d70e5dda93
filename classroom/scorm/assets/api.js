/* Finds the platform's SCORM 1.2 API and speaks with it. Nothing here throws: a platform may do anything. */
(() => {
  "use strict";
  const cx = (window.cxScorm ??= {});
  const MOST_STEPS = 50; // some platforms put frames into frames; nobody has so many

  const apiOf = (frame) => {
    try { return frame.API?.LMSInitialize ? frame.API : null; } catch { return null; } // a frame of another site
  };
  const climb = (frame) => {
    for (let step = 0; frame && step < MOST_STEPS; step++) {
      const api = apiOf(frame);
      if (api || frame.parent === frame) return api;
      frame = frame.parent;
    }
    return null;
  };
  const openerOf = (frame) => {
    try { return frame.opener; } catch { return null; }
  };

  /* The API in the frames around this page, else around the page that opened it; null where there is none. */
  cx.findApi = () => climb(window) ?? climb(openerOf(window)) ?? climb(openerOf(window.top));

  /* Seconds as SCORM 1.2 writes a time span: span(75.5) is "0000:01:15.50". */
  cx.span = (seconds) => {
    const hundredths = Math.max(0, Math.round(seconds * 100));
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.min(9999, Math.floor(hundredths / 360000));
    const rest = hundredths % 360000;
    return `${String(hours).padStart(4, "0")}:${two(Math.floor(rest / 6000))}:${two(Math.floor((rest % 6000) / 100))}.${two(rest % 100)}`;
  };

  /* A session: get, set (only what changed), commit, finish (once). null when the platform refuses to begin. */
  cx.connect = (api) => {
    const call = (name, ...words) => {
      try { return String(api[name](...words) ?? ""); } catch { return "false"; }
    };
    if (call("LMSInitialize", "") !== "true") return null;
    const sent = new Map();
    let over = false;
    return {
      get: (name) => {
        const value = call("LMSGetValue", name);
        return Number(call("LMSGetLastError")) > 0 ? "" : value; // an error, such as a value that it does not have
      },
      set: (values) => {
        if (over) return false;
        const changed = Object.entries(values).filter(([name, value]) => sent.get(name) !== value);
        const refused = changed.filter(([name, value]) => {
          if (call("LMSSetValue", name, value) !== "true") return true;
          sent.set(name, value);
          return false;
        });
        return refused.length === 0;
      },
      commit: () => !over && call("LMSCommit", "") === "true",
      finish: () => {
        if (over) return false;
        over = true;
        return call("LMSFinish", "") === "true";
      },
    };
  };
})();
