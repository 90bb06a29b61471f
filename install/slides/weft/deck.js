// 16:9 at the size of a small projector; larger screens get the same picture, enlarged.
const deck = document.querySelector(".reveal");
Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0,
  minScale: 0.1,
  maxScale: 5,
  center: false,
  hash: true,
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

// A slide without a heading of its own still says where in the lesson it belongs.
document.querySelectorAll(".slides > section").forEach((group) => {
  const heading = group.querySelector("h1, h2");
  group.querySelectorAll(":scope > section").forEach((slide) => {
    if (slide.querySelector(".sheet h1, .sheet h2") || !heading) return;
    const place = document.createElement("p");
    place.className = "place";
    place.textContent = heading.textContent;
    slide.querySelector(".sheet").prepend(place);
  });
});

const footer = document.createElement("div");
footer.className = "footer";
footer.textContent = deck.dataset.title;
deck.append(footer);
