// Codes on doors, posts, tubes and slips: read by a camera, by a hand scanner, or typed; checked by the rule of `codes.rules`.
import { lineOfCode } from "./day.js";
import { make } from "./forms.js";
import { button, go, tell } from "./screen.js";
import { said } from "./words.js";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 9;
const READ_AS = { O: "0", I: "1", L: "1" };

// As it is stored, however it was typed: `3f7k-92qm x` is `3F7K92QMX`; wide letters are letters.
export const plain = (text) => text.normalize("NFKC").toUpperCase().replace(/[^\p{L}\p{N}]/gu, "").replace(/[OIL]/g, (sign) => READ_AS[sign]);

// Luhn's check over the 32 signs: every second value from the right is doubled, and its two digits are added.
const checksum = (code) => [...code].reverse().reduce((sum, sign, at) => {
  const value = ALPHABET.indexOf(sign) * (at % 2 ? 2 : 1);
  return sum + Math.floor(value / ALPHABET.length) + (value % ALPHABET.length);
}, 0) % ALPHABET.length;

const isSpelt = (text) => text.length === LENGTH && [...text].every((sign) => ALPHABET.includes(sign));

// Whether a plain text is a code that was read without a slip.
export const isCode = (text) => isSpelt(text) && checksum(text) === 0;

// A slip of reading or typing: it looks like one of ours, and its last sign does not agree.
export const isMisread = (text) => isSpelt(text) && checksum(text) !== 0;

// As it is printed under its square: `3F7K 92QM X`.
export const spaced = (code) => (isSpelt(code) ? `${code.slice(0, 4)} ${code.slice(4, 8)} ${code.slice(8)}` : code);

// A code as it came from a camera or scanner: some squares hold an address that ends in it.
export const scanned = (text) => plain(text.trim().split(/[/#=]/).pop());

// Open the door, post or session that carries this code.
export const openCode = (text) => {
  const code = scanned(text);
  const line = isCode(code) ? lineOfCode(code) : null;
  if (line) { go(`#/${line.at}`); return true; }
  if (isSpelt(code)) tell(said(isCode(code) ? "code_unknown" : "code_misread", { code: spaced(code) }));
  return isSpelt(code);
};

// -- a hand scanner types quickly and ends with Enter --------------------------------------------------------------

const QUICK = 60;
let buffer = "";
let last = 0;
let reader = null;

// Who is told of what is scanned on this page while no field has the cursor; the next page that is drawn forgets it.
export const readBy = (read) => { reader = read; };

export const heedScanner = () => addEventListener("keydown", (event) => {
  if (event.target.closest?.("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.timeStamp - last > QUICK) buffer = "";
  last = event.timeStamp;
  if (event.key.length === 1) buffer += event.key;
  if (event.key !== "Enter" || buffer.length < 6) return;
  event.preventDefault();
  const text = buffer;
  buffer = "";
  (reader ?? openCode)(text);
});

// -- the camera, where the browser can read a square by itself -------------------------------------------------------

const FORMATS = ["qr_code", "code_128", "data_matrix"];
const canSee = () => "BarcodeDetector" in self && Boolean(navigator.mediaDevices?.getUserMedia);

// Look through the camera until a code is read or the person closes it; resolves to its text, or null.
const look = async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const video = make("video", { playsinline: "", muted: true, "aria-label": said("camera") });
  video.srcObject = stream;
  let open = true;
  const dialog = make("dialog", { class: "camera" }, video, button(said("close"), () => { open = false; }));
  document.body.append(dialog);
  dialog.addEventListener("cancel", () => { open = false; });
  dialog.showModal();
  try {
    video.play().catch(() => {});
    return await untilRead(video, () => open);
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    dialog.remove();
  }
};

const untilRead = async (video, isOpen) => {
  const known = await BarcodeDetector.getSupportedFormats();
  const detector = new BarcodeDetector({ formats: FORMATS.filter((format) => known.includes(format)) });
  while (isOpen()) {
    const [found] = await detector.detect(video).catch(() => []);
    if (found) return found.rawValue;
    await new Promise((done) => { setTimeout(done, 120); });
  }
  return null;
};

const cameraButton = (read) => button(said("scan"), async () => {
  const text = await look().catch(() => { tell(said("no_camera")); return null; });
  if (text !== null) read(text);
}, { class: "scan" });

// A field in which somebody types or a scanner writes; Enter reads it, and `read` answers whether that was understood.
export const scanField = ({ label, value = "", typed = () => {}, read, id = "find" }) => {
  const input = make("input", { id, type: "search", value, autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", oninput: () => typed(input.value) });
  const take = (text) => { if (read(text)) { input.value = ""; typed(""); } };
  const element = make("form", { class: "find field", role: "search", onsubmit: (event) => { event.preventDefault(); take(input.value); } },
    make("label", { for: id }, label), make("div", { class: "beside" }, input, canSee() ? cameraButton(take) : null));
  return element;
};
