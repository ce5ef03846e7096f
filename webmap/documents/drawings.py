"""Charts as PNG, for documents that hold no chart of their own."""

import io
from threading import Lock

from webmap.documents.content import Chart
from webmap.language import formats

INK, GRID = "#1B2A33", "#D9DEE2"
MOST_LABELS = 8

_drawing = Lock()


def png(
    chart: Chart, width: float = 4.6, height: float = 2.3, dpi: int = 200, letters: float = 7
) -> bytes:
    """A chart; sides in inches, letters in points."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with _drawing:
        figure = Figure(figsize=(width, height), dpi=dpi, facecolor="white", layout="tight")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        places = range(len(chart.categories))
        for number, series in enumerate(chart.series):
            known = [(x, y) for x, y in zip(places, series.values, strict=True) if y is not None]
            if chart.kind == "line":
                xs: list[float] = [x for x, _y in known]
                ys = [y for _x, y in known]
                dash = "--" if number == 0 and len(chart.series) > 1 else "-"
                axes.plot(xs, ys, dash, color=series.colour, linewidth=1.8, label=series.name)
            else:
                wide = 0.8 / len(chart.series)
                xs = [x + wide * (number - (len(chart.series) - 1) / 2) for x, _y in known]
                ys = [y for _x, y in known]
                axes.bar(xs, ys, wide, color=series.colour, label=series.name)
        step = max(1, -(-len(chart.categories) // MOST_LABELS))
        shown = list(places)[::step]
        axes.set_xticks(shown, [chart.categories[x] for x in shown], rotation=30, ha="right")
        axes.tick_params(labelsize=letters, colors=INK)
        axes.yaxis.set_major_formatter(lambda value, _place: formats.number(value, 2))
        axes.grid(axis="y", color=GRID, linewidth=0.6)
        axes.set_axisbelow(True)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        if len(chart.series) > 1:
            axes.legend(fontsize=letters, frameon=False)
        target = io.BytesIO()
        figure.savefig(target, format="png", metadata={"Software": None})
    return target.getvalue()
