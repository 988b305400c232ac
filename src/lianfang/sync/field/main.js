// The application: which page stands under which address behind the hash, and how it starts. No framework.
import { disconnected, drawState, refresh } from "./contact.js";
import { drawHome } from "./pages/home.js";
import { drawItem } from "./pages/item.js";
import { drawLock, drawPairing } from "./pages/pairing.js";
import { drawMend, drawTray } from "./pages/tray.js";
import { drawBy } from "./screen.js";
import * as session from "./session.js";
import { load } from "./words.js";

const drawPage = async () => {
  if (!(await session.isEnrolled())) return drawPairing();
  if (!session.current) return drawLock();
  const [code, id, kind] = location.hash.replace(/^#\//, "").split("/");
  if (code === "tray") return drawTray();
  if (code === "mend") return drawMend(id);
  return code && id ? drawItem(code, id, kind) : drawHome();
};

const draw = async () => {
  await drawPage();
  await drawState();
};

const start = async () => {
  drawBy(draw);
  await load();
  await draw();
  addEventListener("hashchange", draw);
  addEventListener("online", refresh);
  addEventListener("offline", disconnected);
  session.deliverLeft();
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/field/sw.js", { scope: "/field/" });
  navigator.storage?.persist?.();
};

start();
