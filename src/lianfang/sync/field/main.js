// The application: which page stands under which address behind the hash, and how it starts. No framework.
import { heedScanner, readBy } from "./codes.js";
import { deliverRest, disconnected, drawState, heard, lockWhenPutDown, refresh } from "./contact.js";
import { make } from "./forms.js";
import { drawHome } from "./pages/home.js";
import { drawItem } from "./pages/item.js";
import { drawLock, drawPairing } from "./pages/pairing.js";
import { drawMend, drawTray } from "./pages/tray.js";
import { drawBy, heading, show } from "./screen.js";
import * as session from "./session.js";
import { heedTabs } from "./tabs.js";
import { wear } from "./theme.js";
import { load, said } from "./words.js";

const drawPage = async () => {
  if (!(await session.isEnrolled())) return drawPairing();
  if (!session.current) return drawLock();
  const [code, id, kind] = location.hash.replace(/^#\//, "").split("/");
  if (code === "tray") return drawTray();
  if (code === "mend") return drawMend(id);
  return code && id ? drawItem(code, id, kind) : drawHome();
};

// One drawing after the other: a slow one must not cover the page that was asked for later.
let last = Promise.resolve();
const draw = () => {
  last = last.catch(() => {}).then(() => { readBy(null); return drawPage(); }).then(drawState);
  return last;
};

const start = async () => {
  wear();
  drawBy(draw);
  await load();
  if (!isSecureContext) { show(heading(said("pair")), make("p", { class: "notice wrong" }, said("not_secure"))); return; }
  await session.expireSlices();
  await draw();
  addEventListener("hashchange", draw);
  addEventListener("online", refresh);
  addEventListener("offline", disconnected);
  heedTabs(heard);
  heedScanner();
  lockWhenPutDown();
  deliverRest();
  navigator.storage?.persist?.();
};

start();
