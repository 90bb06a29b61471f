// 16:9 at the size of a small projector; larger screens get the same picture, enlarged.
const deck = document.querySelector(".reveal");
Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0,
  minScale: 0.1,
  maxScale: 5,
  center: false,
  // The address names the slide, but not inside JupyterLab's viewer, which shows a copy without an address of its own.
  hash: location.protocol !== "blob:",
  // One key or one button of a presenter turns every page, also those that reveal.js stacks below each other.
  navigationMode: "linear",
  controls: true,
  controlsTutorial: false,
  progress: true,
  slideNumber: "c/t",
  transition: "none",
  backgroundTransition: "none",
  pdfSeparateFragments: false,
  plugins: [RevealNotes],
});

// Light on white for a projector, unless the address says ?theme=dark; D changes it. The pictures follow the attribute.
const paint = (light) => (document.body.dataset.jpThemeLight = String(light));
paint(new URLSearchParams(location.search).get("theme") !== "dark");
Reveal.addKeyBinding({ keyCode: 68, key: "D", description: "Light or dark" }, () =>
  paint(document.body.dataset.jpThemeLight !== "true"));

const footer = document.createElement("div");
footer.className = "footer";
footer.textContent = deck.dataset.title;
deck.append(footer);
