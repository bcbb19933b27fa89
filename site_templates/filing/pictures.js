// Pictures turned upright, made small enough for a page, and drawn anew, so that nothing stays
// beside the picture. Runs in the worker of the filing tool, as load/intake/clean_pictures.py does.

const LONGEST_SIDE = 1920;
const LARGEST_PNG = 1_000_000;
const MOST_PIXELS = 50_000_000;
const THUMBNAIL = [272, 256];

// What `ftyp` of a phone's picture may be followed by.
const HEIC_BRANDS = ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"];

function kindOfPicture(bytes) {
  const text = String.fromCharCode(...bytes.subarray(0, 12));
  if (text.startsWith("\xff\xd8\xff")) return "JPEG";
  if (text.startsWith("\x89PNG")) return "PNG";
  if (text.startsWith("GIF8")) return "GIF";
  if (text.startsWith("RIFF") && text.slice(8) === "WEBP") return "WebP";
  if (text.slice(4, 8) === "ftyp" && HEIC_BRANDS.includes(text.slice(8))) return "HEIC";
  return "";
}

// Width and height as the head of the file gives them, before anything is decoded.
function sizeOfPicture(bytes, kind) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (kind === "PNG") return [view.getUint32(16), view.getUint32(20)];
  if (kind === "GIF") return [view.getUint16(6, true), view.getUint16(8, true)];
  if (kind === "WebP") return sizeOfWebP(view, bytes);
  return kind === "JPEG" ? sizeOfJpeg(view) : [0, 0];
}

function sizeOfWebP(view, bytes) {
  const form = String.fromCharCode(...bytes.subarray(12, 16));
  if (form === "VP8X")
    return [24, 27].map((at) => (view.getUint16(at, true) | (view.getUint8(at + 2) << 16)) + 1);
  if (form === "VP8L") {
    const bits = view.getUint32(21, true);
    return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
  }
  return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
}

function sizeOfJpeg(view) {
  let at = 2;
  while (at + 9 < view.byteLength) {
    const mark = view.getUint16(at);
    // A start of a frame, of which there are several kinds; c4, c8 and cc are others.
    if (mark >= 0xffc0 && mark <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(mark))
      return [view.getUint16(at + 7), view.getUint16(at + 5)];
    at += mark === 0xffff ? 1 : 2 + view.getUint16(at + 2);
  }
  throw new Error("no frame");
}

function drawnPicture(picture, width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(picture, 0, 0, width, height);
  return [canvas, pen];
}

async function savedPicture(canvas, kind) {
  if (kind === "PNG" || kind === "GIF") {
    const plain = await canvas.convertToBlob({ type: "image/png" });
    if (plain.size <= LARGEST_PNG) return [plain, ".png"];
  }
  return [await canvas.convertToBlob({ type: "image/jpeg", quality: 0.82 }), ".jpg"];
}

// Gives what is to be kept of a picture; throws `{reason}` where the browser cannot decode it.
// biome-ignore lint/correctness/noUnusedVariables: the worker's script calls it
async function cleanPicture(bytes) {
  const kind = kindOfPicture(bytes);
  const [across, down] = sizeOfPicture(bytes, kind);
  if (across * down > MOST_PIXELS) throw { reason: "large" };
  let picture;
  try {
    // The browser turns it as the camera says.
    picture = await createImageBitmap(new Blob([bytes]));
  } catch {
    throw { reason: kind === "HEIC" ? "heic" : "damaged" };
  }
  const { width, height } = picture;
  if (width * height > MOST_PIXELS) throw { reason: "large" };
  const share = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const [canvas] = drawnPicture(
    picture,
    Math.max(1, Math.round(width * share)),
    Math.max(1, Math.round(height * share)),
  );
  const [saved, suffix] = await savedPicture(canvas, kind);
  const [, small] = drawnPicture(picture, ...THUMBNAIL);
  picture.close();
  return {
    width,
    height,
    content: new Uint8Array(await saved.arrayBuffer()),
    suffix,
    pixels: small.getImageData(0, 0, ...THUMBNAIL).data,
  };
}
