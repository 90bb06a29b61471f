"""Values as Jupyter shows them."""

import base64
import io
import pprint
import sys

REPRESENTATIONS = {
    "_repr_html_": "text/html",
    "_repr_markdown_": "text/markdown",
    "_repr_svg_": "image/svg+xml",
    "_repr_png_": "image/png",
    "_repr_jpeg_": "image/jpeg",
    "_repr_latex_": "text/latex",
}
LONG = 80


def bundle(value):
    """The value in all its representations, by MIME type."""
    data = {"text/plain": text(value)}
    if isinstance(value, type):
        # A class that can show its instances is not itself one of them.
        return data
    for method, mime in REPRESENTATIONS.items():
        representation = _representation(value, method)
        if representation is not None:
            data[mime] = representation
    many = _call(value, "_repr_mimebundle_")
    if many is not None:
        many = many[0] if isinstance(many, tuple) and many else many
        if isinstance(many, dict):
            data.update(
                {mime: _as_text(each) for mime, each in many.items() if isinstance(mime, str) and isinstance(each, (str, bytes))}
            )
    return data


def text(value):
    short = repr(value)
    if len(short) > LONG and type(value) in (list, dict, tuple, set, frozenset):
        return pprint.pformat(value, sort_dicts=False, width=LONG)
    return short


def _representation(value, method):
    made = _call(value, method)
    made = made[0] if isinstance(made, tuple) else made
    return _as_text(made) if isinstance(made, (str, bytes)) else None


def _as_text(made):
    return base64.b64encode(made).decode() if isinstance(made, bytes) else made


def _call(value, method):
    try:
        found = getattr(value, method, None)
        return found() if callable(found) else None
    except Exception as error:
        print(f"note: {type(value).__name__}.{method} failed: {type(error).__name__}: {error}", file=sys.stderr)
        return None


def figures():
    """Matplotlib's open figures, as far as a cell has imported it; they are closed, as in IPython."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None or not hasattr(pyplot, "get_fignums"):
        return
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        png = io.BytesIO()
        figure.savefig(png, format="png", bbox_inches="tight")
        yield {"text/plain": repr(figure), "image/png": base64.b64encode(png.getvalue()).decode()}
    pyplot.close("all")
