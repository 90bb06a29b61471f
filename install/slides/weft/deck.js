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

// A slide without a heading of its own still says where in the lesson it belongs.
document.querySelectorAll(".slides > section").forEach((group) => {
  const heading = group.querySelector("h1, h2");
  group.querySelectorAll(":scope > section").forEach((slide) => {
    if (slide.querySelector("h1, h2") || !heading) return;
    const place = document.createElement("p");
    place.className = "place";
    place.textContent = heading.textContent;
    slide.prepend(place);
  });
});

const footer = document.createElement("div");
footer.className = "footer";
footer.textContent = deck.dataset.title;
deck.append(footer);
