/* The learner's desk in JupyterLab: a tab, a card in the launcher, a menu. Written by hand: no build makes it.

   JupyterLab loads an extension as a "container" with two functions: `init` is given what JupyterLab shares, by the
   names and versions of its packages, and `get` returns the plugin. Change this file's name when you change the file,
   here and in package.json: browsers keep it. */
(() => {
  "use strict";
  const NAME = "course-desk";
  let shared = {};

  /* One of JupyterLab's own packages. */
  async function use(name) {
    const versions = Object.values(shared[name] || {});
    if (!versions.length) throw new Error(`JupyterLab has no package ${name}`);
    return (await versions[versions.length - 1].get())();
  }

  const DRAWN = (path) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path class="jp-icon3" fill="#616161" d="${path}"/></svg>`;
  const DESK = DRAWN("M4 3h16a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zm1 2v14h14V5zm2 3h2v2H7zm4 0h6v2h-6zm-4 5h2v2H7zm4 0h6v2h-6z");
  const BOOK = DRAWN("M5 3h13a1 1 0 0 1 1 1v17H6a2 2 0 0 1-2-2V4a1 1 0 0 1 1-1zm1 14v2h11v-2zm0-12v10h11V5zm2 2h7v2H8z");
  const TRAINER = DRAWN("M3 4h18v12H3zm2 2v8h14V6zm2 4h2v3H7zm4-2h2v5h-2zm4-1h2v6h-2zM8 18h8v2H8z");

  const MARK = DRAWN("M3 17.2V21h3.8L17.9 9.9l-3.8-3.8zM20.7 7a1 1 0 0 0 0-1.4l-2.3-2.3a1 1 0 0 0-1.4 0l-1.8 1.8 3.8 3.8z");

  async function plugin() {
    const [application, apputils, launcher, mainmenu, coreutils, ui, services, lumino] = await Promise.all(
      ["application", "apputils", "launcher", "mainmenu", "coreutils", "ui-components", "services"]
        .map((one) => use(`@jupyterlab/${one}`)).concat(use("@lumino/widgets"))
    );
    const icon = (name, svgstr) => new ui.LabIcon({ name: `course:${name}`, svgstr });
    const icons = { desk: icon("desk", DESK), book: icon("book", BOOK), trainer: icon("trainer", TRAINER), mark: icon("mark", MARK) };

    function activate(app, shell, palette, cards, menus) {
      const option = (name) => coreutils.PageConfig.getOption(name);
      const prefix = option("hubPrefix");
      if (!prefix) return; // no hub, no desk
      const base = option("hubHost") + prefix.replace(/hub\/?$/, "") + "services/course/";
      const trainer = option("courseTrainer") === "true";
      let desk = null;

      /* Open an exercise here, in this JupyterLab; the server fetches it first where that was not done yet. */
      async function openExercise(slug) {
        const settings = services.ServerConnection.makeSettings();
        const url = coreutils.URLExt.join(settings.baseUrl, "course/open", encodeURIComponent(slug));
        const asked = { headers: { Accept: "application/json" } };
        const answer = await services.ServerConnection.makeRequest(url, asked, settings);
        const said = await answer.json();
        if (!answer.ok) return apputils.Notification.error(said.sentence || "It cannot be opened.", { autoClose: 8000 });
        await app.commands.execute("docmanager:open", { path: said.path });
      }

      /* The desk's links are for a browser window of their own; within JupyterLab they lead to its tabs. */
      function take(event) {
        const link = event.target.closest ? event.target.closest("a[href]") : null;
        if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
        const exercise = link.pathname.match(/\/course\/open\/([^/]+)\/?$/);
        const elsewhere = !link.href.startsWith(new URL(base + "mine/", location.href).href);
        if (exercise) openExercise(decodeURIComponent(exercise[1]));
        else if (elsewhere) window.open(link.href, "_blank");
        else return;
        event.preventDefault();
      }

      function newDesk() {
        const frame = new ui.IFrame({ sandbox: ["allow-same-origin", "allow-scripts", "allow-forms", "allow-popups", "allow-popups-to-escape-sandbox", "allow-top-navigation-by-user-activation", "allow-downloads"] });
        const inner = frame.node.querySelector("iframe");
        inner.title = "My exercises";
        inner.addEventListener("load", () => {
          try {
            inner.contentDocument.addEventListener("click", take);
          } catch {
            /* a page of another origin: its links lead where they lead */
          }
        });
        frame.url = base + "mine/";
        frame.id = "course-desk";
        frame.title.label = "My exercises";
        frame.title.caption = "What is due, what you handed in, your points";
        frame.title.icon = icons.desk;
        frame.title.closable = true;
        frame.again = () => { inner.contentWindow.location.reload(); };
        return frame;
      }

      function showDesk(activated) {
        const fresh = !desk || desk.isDisposed;
        if (fresh) desk = newDesk();
        if (!desk.isAttached) shell.add(desk, "main", { activate: activated });
        else if (!fresh) desk.again();
        if (activated) shell.activateById(desk.id);
      }

      const commands = [
        ["course:desk", "My exercises", icons.desk, () => showDesk(true), !trainer],
        ["course:book", "The book", icons.book, () => void window.open(base + "book/", "_blank"), true],
        ["course:trainer", "Trainer's page", icons.trainer, () => void window.open(base + "trainer/", "_blank"), trainer],
        ["course:mark", "Mark by hand (formgrader)", icons.mark, () => void window.open(option("baseUrl") + "formgrader", "_blank"), trainer],
      ].filter((row) => row[4]);
      for (const [id, label, drawn, execute] of commands) {
        app.commands.addCommand(id, { label, icon: drawn, execute });
        if (palette) palette.addItem({ command: id, category: "Course" });
        if (cards) cards.add({ command: id, category: "Course", rank: 0 });
      }
      if (menus) {
        const menu = new lumino.Menu({ commands: app.commands });
        menu.id = "course-menu";
        menu.title.label = "Course";
        for (const [id] of commands) menu.addItem({ command: id });
        menus.addMenu(menu, true, { rank: 900 });
      }
      if (!trainer) {
        void app.restored.then(() => {
          const open = Array.from(shell.widgets("main"));
          showDesk(open.every((one) => one.id.startsWith("launcher")));
        });
      }
    }

    return {
      id: `${NAME}:plugin`,
      description: "The learner's desk as a tab of JupyterLab.",
      autoStart: true,
      requires: [application.ILabShell],
      optional: [apputils.ICommandPalette, launcher.ILauncher, mainmenu.IMainMenu],
      activate,
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init: (scope) => { shared = scope; },
    get: async () => {
      const made = await plugin();
      return () => ({ __esModule: true, default: made });
    },
  };
})();
