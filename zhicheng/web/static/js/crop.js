// Cutting the photo on the picture itself. The links under it do the same without scripts; here they move the frame.
(() => {
  "use strict";
  const form = document.querySelector("[data-crop]");
  const forCase = new URLSearchParams(location.search).get("case");
  const whose = forCase ? `&case=${encodeURIComponent(forCase)}` : ""; // an officer looks after it for somebody
  if (!form || !window.Cropper) return;
  const RATIO = 390 / 567, STEP = 0.02, ZOOM = 0.9;
  const [wide] = form.dataset.size.split(" ").map(Number);
  const field = (name) => form.elements[name];
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  };
  const image = make("cropper-image", { src: form.dataset.crop, alt: "原照片", "initial-center-size": "contain" });
  const selection = make("cropper-selection", { "aspect-ratio": RATIO, movable: "", resizable: "", outlined: "" },
    make("cropper-grid", { "aria-hidden": "true", bordered: "", covered: "", rows: 3, columns: 3 }),
    make("cropper-handle", { action: "move", "theme-color": "transparent" }),
    ...["nw", "ne", "sw", "se"].map((corner) => make("cropper-handle", { action: `${corner}-resize` })));
  const canvas = make("cropper-canvas", { background: "" }, image, make("cropper-shade", { hidden: "" }), selection);
  const place = form.querySelector("[data-place]");
  const sample = document.querySelector(".cert .photo img");
  let frame = { x: 0, y: 0, w: 1, h: 1 }; // the picture inside the canvas
  let redraw = 0;

  const fit = ({ x, y, width }) => {
    const w = Math.min(width, frame.w, frame.h * RATIO);
    const h = w / RATIO;
    return [Math.min(Math.max(x, frame.x), frame.x + frame.w - w), Math.min(Math.max(y, frame.y), frame.y + frame.h - h), w, h];
  };
  const inside = ({ x, y, width, height }) => x >= frame.x - 1 && y >= frame.y - 1
    && x + width <= frame.x + frame.w + 1 && y + height <= frame.y + frame.h + 1;

  // Advice only: the server cuts and checks.
  const hints = (picture) => {
    const { data, width, height } = picture.getContext("2d").getImageData(0, 0, picture.width, picture.height);
    const light = (x, y) => { const i = (y * width + x) * 4; return 0.3 * data[i] + 0.59 * data[i + 1] + 0.11 * data[i + 2]; };
    const look = (left, right, bottom) => {
      const values = [];
      for (let y = 0; y < bottom; y += 1) for (let x = left; x < right; x += 1) values.push(light(x, y));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return { mean, rough: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
    };
    const { mean } = look(0, width, height);
    const third = Math.floor(height / 3), eighth = Math.floor(width / 8);
    const rough = Math.max(look(0, eighth, third).rough, look(width - eighth, width, third).rough);
    return [
      mean < 70 && "照片偏暗，打印后可能看不清五官", mean > 245 && "照片偏亮，打印后可能看不清五官",
      rough > 45 && "背景看起来不是单一颜色，证件照应为白色、蓝色或红色背景",
    ].filter(Boolean);
  };

  const tell = async (x, y, width) => {
    const share = width / frame.w;
    field("left").value = Math.round((x - frame.x) / frame.w * 1000);
    field("top").value = Math.round((y - frame.y) / frame.h * 1000);
    field("width").value = Math.round(share * 1000);
    const pixels = Math.floor(share * wide);
    form.querySelector("[data-pixels]").textContent = pixels;
    const found = hints(await selection.$toCanvas({ width: 130, height: 189 }));
    if (pixels < +form.dataset.least) found.unshift(`裁剪后宽 ${pixels} 像素，不能少于 ${form.dataset.least} 像素，把框放大或换一张更清晰的照片`);
    form.querySelector("[data-hints]").replaceChildren(...found.map((text) => make("li", {}, text)));
    if (sample) sample.src = `${location.pathname}cut.jpg?left=${field("left").value}&top=${field("top").value}&width=${field("width").value}${whose}`;
  };
  const later = (...where) => { clearTimeout(redraw); redraw = setTimeout(() => tell(...where), 250); };

  const begin = () => {
    const outer = canvas.getBoundingClientRect(), inner = image.getBoundingClientRect();
    frame = { x: inner.left - outer.left, y: inner.top - outer.top, w: inner.width, h: inner.height };
    const [left, top, width] = ["left", "top", "width"].map((name) => +field(name).value / 1000);
    selection.addEventListener("change", (event) => {
      if (!inside(event.detail)) { event.preventDefault(); return; }
      later(event.detail.x, event.detail.y, event.detail.width);
    });
    selection.$change(...fit({ x: frame.x + left * frame.w, y: frame.y + top * frame.h, width: width * frame.w }), RATIO, true);
    form.dataset.ready = "1";
  };

  const moves = {
    left: (s) => ({ ...s, x: s.x - STEP * frame.w }),
    right: (s) => ({ ...s, x: s.x + STEP * frame.w }),
    up: (s) => ({ ...s, y: s.y - STEP * frame.h }),
    down: (s) => ({ ...s, y: s.y + STEP * frame.h }),
    smaller: (s) => ({ x: s.x + s.width * (1 - ZOOM) / 2, y: s.y + s.height * (1 - ZOOM) / 2, width: s.width * ZOOM }),
    larger: (s) => ({ x: s.x - s.width * (1 / ZOOM - 1) / 2, y: s.y - s.height * (1 / ZOOM - 1) / 2, width: s.width / ZOOM }),
    middle: () => { const w = Math.min(frame.w, frame.h * RATIO); return { x: frame.x + (frame.w - w) / 2, y: frame.y + (frame.h - w / RATIO) / 2, width: w }; },
  };
  const nudge = (way) => selection.$change(...fit(moves[way]({ x: selection.x, y: selection.y, width: selection.width, height: selection.height })), RATIO, true);
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-nudge]");
    if (!link || !form.dataset.ready) return;
    event.preventDefault();
    nudge(link.dataset.nudge);
  });
  const keys = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", "+": "larger", "=": "larger", "-": "smaller" };
  place.addEventListener("keydown", (event) => {
    if (!keys[event.key] || !form.dataset.ready) return;
    event.preventDefault();
    nudge(keys[event.key]);
  });

  place.replaceChildren(canvas);
  Object.entries({ tabindex: "0", role: "group", "aria-label": "裁剪框：方向键移动，加号和减号改变大小" }).forEach(([key, value]) => place.setAttribute(key, value));
  image.$ready(() => setTimeout(begin));
})();
