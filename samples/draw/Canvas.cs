using System.Text;

namespace Dateline.Samples.Draw;

/// <summary>A picture being drawn: 1600 by 1000, flat shapes back to front, written out as SVG.</summary>
internal sealed class Canvas(string name)
{
    public const int Width = 1600;
    public const int Height = 1000;

    private readonly StringBuilder _defs = new();
    private readonly StringBuilder _body = new();
    private int _ids;
    private uint _seed = name.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);

    /// <summary>The next value from a sequence that depends only on the picture's name, so that a redraw gives the same picture.</summary>
    public double Next(double from, double to)
    {
        _seed = (_seed * 1664525u) + 1013904223u;
        return from + ((to - from) * (_seed >> 8) / (1 << 24));
    }

    /// <summary>A vertical gradient over the whole picture, from colours spread evenly or as "colour@percent".</summary>
    public string Down(params string[] stops) => Gradient(0, 0, 0, 1, stops);

    public string Across(params string[] stops) => Gradient(0, 0, 1, 0, stops);

    public string Gradient(double x1, double y1, double x2, double y2, params string[] stops)
    {
        var id = NewId();
        _defs.Append($"<linearGradient id='{id}' x1='{x1}' y1='{y1}' x2='{x2}' y2='{y2}'>");
        AppendStops(stops);
        _defs.Append("</linearGradient>");
        return $"url(#{id})";
    }

    public string Glow(string colour, double strength = 1)
    {
        var id = NewId();
        _defs.Append($"<radialGradient id='{id}'><stop offset='0' stop-color='{colour}' stop-opacity='{strength}'/>");
        _defs.Append($"<stop offset='.45' stop-color='{colour}' stop-opacity='{strength * .35:0.###}'/><stop offset='1' stop-color='{colour}' stop-opacity='0'/></radialGradient>");
        return $"url(#{id})";
    }

    public Canvas Background(params string[] stops) => Rect(0, 0, Width, Height, Down(stops));

    public Canvas Rect(double x, double y, double w, double h, string fill, double opacity = 1, double round = 0)
    {
        _body.Append($"<rect x='{x:0.#}' y='{y:0.#}' width='{w:0.#}' height='{h:0.#}' rx='{round:0.#}' fill='{fill}' opacity='{opacity:0.###}'/>\n");
        return this;
    }

    public Canvas Circle(double x, double y, double r, string fill, double opacity = 1) => Oval(x, y, r, r, fill, opacity);

    public Canvas Oval(double x, double y, double rx, double ry, string fill, double opacity = 1)
    {
        _body.Append($"<ellipse cx='{x:0.#}' cy='{y:0.#}' rx='{rx:0.#}' ry='{ry:0.#}' fill='{fill}' opacity='{opacity:0.###}'/>\n");
        return this;
    }

    public Canvas Path(string d, string fill, double opacity = 1)
    {
        _body.Append($"<path d='{d}' fill='{fill}' opacity='{opacity:0.###}'/>\n");
        return this;
    }

    public Canvas Stroke(string d, string colour, double width, double opacity = 1)
    {
        _body.Append($"<path d='{d}' fill='none' stroke='{colour}' stroke-width='{width:0.#}' stroke-linecap='round' stroke-linejoin='round' opacity='{opacity:0.###}'/>\n");
        return this;
    }

    public Canvas Line(double x1, double y1, double x2, double y2, string colour, double width, double opacity = 1) =>
        Stroke($"M{x1:0.#} {y1:0.#}L{x2:0.#} {y2:0.#}", colour, width, opacity);

    public Canvas Shape(string fill, params double[] points)
    {
        var d = new StringBuilder();
        for (var i = 0; i + 1 < points.Length; i += 2)
            d.Append($"{(i == 0 ? 'M' : 'L')}{points[i]:0.#} {points[i + 1]:0.#}");
        return Path(d.Append('Z').ToString(), fill);
    }

    public Canvas In(string transform, Action<Canvas> draw, double opacity = 1)
    {
        _body.Append($"<g transform='{transform}' opacity='{opacity:0.###}'>");
        draw(this);
        _body.Append("</g>\n");
        return this;
    }

    public Canvas Blurred(double radius, Action<Canvas> draw, double opacity = 1)
    {
        var id = NewId();
        _defs.Append($"<filter id='{id}' x='-50%' y='-50%' width='200%' height='200%'><feGaussianBlur stdDeviation='{radius}'/></filter>");
        _body.Append($"<g filter='url(#{id})' opacity='{opacity:0.###}'>");
        draw(this);
        _body.Append("</g>\n");
        return this;
    }

    /// <summary>A ridge of hills or a bank of cloud: a soft line through random heights, filled to the foot of the picture.</summary>
    public Canvas Ridge(double y, double height, double step, string fill, double opacity = 1, double foot = Height)
    {
        var d = new StringBuilder($"M-20 {foot}L-20 {y:0.#}");
        double x = -20, last = y;
        while (x < Width + 20)
        {
            var next = y - Next(-height * .25, height);
            d.Append($"C{x + (step * .5):0.#} {last:0.#} {x + (step * .5):0.#} {next:0.#} {x + step:0.#} {next:0.#}");
            x += step;
            last = next;
        }

        return Path(d.Append($"L{x:0.#} {foot}Z").ToString(), fill, opacity);
    }

    /// <summary>A row of roofs: flats, gables and a tower here and there, with lit windows when a light colour is given.</summary>
    public Canvas Skyline(double foot, double low, double high, string fill, string? light = null, double from = 0, double to = Width, double lit = .3)
    {
        for (var x = from; x < to;)
        {
            var w = Next(46, 118);
            var h = Next(low, high);
            Rect(x, foot - h, w + 1, h + 2, fill);
            var kind = Next(0, 1);
            if (kind < .4)
                Shape(fill, x - 4, foot - h + 1, x + (w / 2), foot - h - (w * .42), x + w + 4, foot - h + 1);
            else if (kind < .52)
                Rect(x + (w * .35), foot - h - 34, w * .16, 40, fill);
            if (light is not null)
            {
                for (var wx = x + 10; wx < x + w - 14; wx += 20)
                    for (var wy = foot - h + 14; wy < foot - 24; wy += 28)
                        if (Next(0, 1) < lit)
                            Rect(wx, wy, 8, 13, light, .85);
            }

            x += w;
        }

        return this;
    }

    public Canvas Cloud(double x, double y, double size, string fill, double opacity = 1) => In($"translate({x},{y}) scale({size})", c => c
        .Path("M-90 20C-120 20-125-18-92-24C-92-62-38-76-18-46C2-82 70-74 72-30C112-34 122 20 84 20Z", fill, opacity));

    public Canvas Lamp(double x, double y, double r, string colour, double strength = .9) =>
        Circle(x, y, r * 5, Glow(colour, strength * .7)).Circle(x, y, r, "#fff6dc");

    public string ToSvg() =>
        $"<svg xmlns='http://www.w3.org/2000/svg' width='{Width}' height='{Height}' viewBox='0 0 {Width} {Height}'><defs>{_defs}</defs>{_body}</svg>";

    private string NewId() => $"d{++_ids}";

    private void AppendStops(string[] stops)
    {
        for (var i = 0; i < stops.Length; i++)
        {
            var parts = stops[i].Split('@');
            var at = parts.Length > 1 ? parts[1] : $"{(stops.Length == 1 ? 0 : 100.0 * i / (stops.Length - 1)):0.##}";
            _defs.Append($"<stop offset='{at}%' stop-color='{parts[0]}'/>");
        }
    }
}
