// Comfort for one picture: links of a lane and waiters of a lock light up; drag, + and - zoom; arrows move;
// double click, Home or Escape shows all. Nothing in the picture needs it.
(function (id) {
  var svg = document.getElementById(id);
  if (!svg || svg.getAttribute("data-live")) return;
  svg.setAttribute("data-live", "1");
  var scale = svg.getAttribute("data-scale").split(" ").map(Number);
  var from = scale[0], to = scale[1], left = scale[2], right = scale[3];
  var a = from, b = to;
  function all(q) { return [].slice.call(svg.querySelectorAll(q)); }
  function num(e, k) { return parseFloat(e.getAttribute(k)); }
  function has(list, x) { return list.split(" ").indexOf(x) >= 0; }

  // ---- hover
  function light(e) {
    all(".w-dim").forEach(function (x) { x.classList.remove("w-dim"); });
    all(".w-more").forEach(function (x) { x.style.display = ""; });
    var g = e.type === "mouseover" && e.target.closest(".w-lane,.w-lock,.w-link,.w-name");
    if (!g) return;
    var name = (g.getAttribute("data-name") || " ").split(" ");
    function of(kind) { return name[0] === kind ? name[1] : g.getAttribute("data-" + kind); }
    var lane = of("lane"), link = of("link"), lock = of("lock");
    if (lane) {
      all(".w-link").forEach(function (x) {
        if (!has(x.getAttribute("data-link"), lane)) x.classList.add("w-dim");
      });
      all(".w-more").forEach(function (x) {
        if (has(x.getAttribute("data-more"), lane)) x.style.display = "inline";
      });
    }
    if (link) all(".w-lane").forEach(function (x) {
      if (!has(link, x.getAttribute("data-lane"))) x.classList.add("w-dim");
    });
    if (lock) all(".w-lane rect,.w-lane path").forEach(function (x) {
      if (x.getAttribute("data-on") !== lock) x.classList.add("w-dim");
    });
  }
  svg.addEventListener("mouseover", light);
  svg.addEventListener("mouseleave", light);

  // ---- zoom: boxes get a new place and width, signs and letters only a new place, lines are stretched
  var parts = all(".w-lane *,.w-lock *,.w-pool *,.w-pauses *,.w-arrows *").filter(function (e) {
    return e.hasAttribute("data-sign") || (/^(rect|path|text)$/.test(e.tagName) && !e.closest(".w-sign"));
  }).map(function (e) {
    return { e: e, tag: e.tagName, x: num(e, e.tagName === "g" ? "data-sign" : "x"), w: num(e, "width") || 0 };
  });
  function clip(on) {
    all(".w-lane,.w-lock,.w-pool,.w-pauses,.w-arrows").forEach(function (g) {
      if (on) g.setAttribute("clip-path", "url(#" + id + "-clip)"); else g.removeAttribute("clip-path");
    });
    if (document.getElementById(id + "-clip")) return;
    var ns = "http://www.w3.org/2000/svg", c = document.createElementNS(ns, "clipPath");
    var r = document.createElementNS(ns, "rect");
    c.id = id + "-clip";
    r.setAttribute("x", left - 1);
    r.setAttribute("y", 0);
    r.setAttribute("width", right - left + 2);
    r.setAttribute("height", 1e5);
    c.appendChild(r);
    svg.appendChild(c);
  }
  function place(px) { return left + (from + (px - left) * (to - from) / (right - left) - a) * (right - left) / (b - a); }
  function draw() {
    var k = (to - from) / (b - a), whole = a === from && b === to;
    clip(!whole);
    parts.forEach(function (p) {
      if (p.tag === "text") p.e.setAttribute("x", place(p.x));
      else if (p.tag === "rect") {
        p.e.setAttribute("x", place(p.x));
        p.e.setAttribute("width", Math.max(p.w, p.w * k));
      } else if (whole) p.e.removeAttribute("transform");
      else if (p.tag === "g") p.e.setAttribute("transform", "translate(" + (place(p.x) - p.x) + " 0)");
      else {
        p.e.setAttribute("transform", "matrix(" + k + " 0 0 1 " + place(0) + " 0)");
        p.e.setAttribute("vector-effect", "non-scaling-stroke");
      }
    });
    all(".w-axis").forEach(axis);
  }
  function axis(g) {
    var y = g.getAttribute("data-axis").split(" ").map(Number), atLeast = 74 * (b - a) / (right - left);
    var step = Math.pow(10, Math.floor(Math.log10(Math.max(1, atLeast))));
    step *= [1, 2, 5, 10].filter(function (f) { return f * step >= atLeast; })[0];
    var unit = step >= 1e7 && b >= 1e9 ? [1e9, "s"] : step >= 1e4 && b >= 1e6 ? [1e6, "ms"] : step >= 10 ? [1e3, "µs"] : [1, "ns"];
    var old = g.querySelectorAll("text"), model = old[0].cloneNode(true), d = "", last;
    [].slice.call(old).forEach(function (t) { g.removeChild(t); });
    for (var t = Math.ceil(a / step) * step; t <= b; t += step) {
      var x = left + (t - a) * (right - left) / (b - a);
      d += "M" + x + " " + y[0] + "V" + y[1];
      last = model.cloneNode(true);
      last.setAttribute("x", x);
      last.setAttribute("text-anchor", "middle");
      last.textContent = +(t / unit[0]).toPrecision(9);
      g.appendChild(last);
    }
    if (last) {
      last.textContent += " " + unit[1];
      if (num(last, "x") > right - 20) { last.setAttribute("x", right + 10); last.setAttribute("text-anchor", "end"); }
    }
    g.querySelector("path").setAttribute("d", d || "M0 0");
  }
  function show(x, y) {
    var width = Math.min(to - from, Math.max(1000, y - x));
    a = Math.max(from, Math.min(to - width, x));
    b = a + width;
    draw();
  }
  function time(e) {
    var r = svg.getBoundingClientRect(), px = (e.clientX - r.left) * svg.viewBox.baseVal.width / r.width;
    return a + (Math.max(left, Math.min(right, px)) - left) * (b - a) / (right - left);
  }
  var start = null, veil = null;
  svg.style.touchAction = "pan-y";
  svg.style.userSelect = "none";
  svg.addEventListener("mousemove", function (e) {
    var r = svg.getBoundingClientRect(), px = (e.clientX - r.left) * svg.viewBox.baseVal.width / r.width;
    svg.style.cursor = px < left || px > right ? "" : "crosshair";
  });
  svg.addEventListener("pointerdown", function (e) {
    var r = svg.getBoundingClientRect();
    if (e.button || (e.clientX - r.left) * svg.viewBox.baseVal.width / r.width < left) return;
    start = time(e);
  });
  svg.addEventListener("pointermove", function (e) {
    if (start === null) return;
    e.preventDefault();
    if (!veil) {
      veil = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      veil.setAttribute("y", 0);
      veil.setAttribute("height", svg.viewBox.baseVal.height);
      veil.setAttribute("fill", "#7f8ea3");
      veil.setAttribute("opacity", ".35");
      veil.setAttribute("pointer-events", "none");
      svg.appendChild(veil);
    }
    var x = time(e), f = function (t) { return left + (t - a) * (right - left) / (b - a); };
    veil.setAttribute("x", f(Math.min(x, start)));
    veil.setAttribute("width", Math.abs(f(x) - f(start)));
  });
  function release() {
    start = null;
    if (veil) { svg.removeChild(veil); veil = null; }
  }
  window.addEventListener("pointerup", function (e) {
    if (start === null) return;
    var s = start, x = time(e);
    release();
    if (Math.abs(x - s) > (b - a) * 0.01) show(Math.min(s, x), Math.max(s, x));
  });
  svg.addEventListener("dblclick", function () { show(from, to); });
  svg.setAttribute("tabindex", "0");
  svg.setAttribute("aria-keyshortcuts", "Plus Minus ArrowLeft ArrowRight Home Escape");
  var hint = document.createElement("div");
  hint.className = "w-hint";
  hint.textContent = "Drag or + zooms, \u2190 \u2192 move, Esc shows all";
  svg.parentNode.parentNode.insertBefore(hint, svg.parentNode.nextSibling);
  svg.addEventListener("keydown", function (e) {
    var w = b - a, m = (a + b) / 2, known = true;
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "+" || e.key === "=") show(m - w / 4, m + w / 4);
    else if (e.key === "-") show(m - w, m + w);
    else if (e.key === "ArrowLeft") show(a - w / 5, b - w / 5);
    else if (e.key === "ArrowRight") show(a + w / 5, b + w / 5);
    else if (e.key === "Home" || (e.key === "Escape" && (start !== null || w < to - from))) {
      release();
      show(from, to);
    }
    else known = false;
    if (known) { e.preventDefault(); e.stopPropagation(); }
  });
})("ID");
