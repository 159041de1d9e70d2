using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dateline.Bench;

/// <summary>One JSON line a figure, with the limit measured beside it; words around it only where nobody asked for JSON alone.</summary>
internal sealed class Report(BenchOptions options)
{
    internal void Say(string text)
    {
        if (!options.JsonOnly) Console.Error.WriteLine(text);
    }

    /// <param name="figure">What was measured.</param>
    /// <param name="value">How much.</param>
    /// <param name="unit">Of what.</param>
    /// <param name="limit">What the bare machine did in the same run; null: there is no such thing.</param>
    /// <param name="target">The target in words.</param>
    /// <param name="holds">Whether it is reached; null: nothing to reach.</param>
    internal void Figure(string figure, double value, string unit, double? limit, string target, bool? holds)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("bench", options.Name);
            json.WriteString("figure", figure);
            json.WriteNumber("value", Math.Round(value, 3));
            json.WriteString("unit", unit);
            if (limit is { } l) json.WriteNumber("limit", Math.Round(l, 3)); else json.WriteNull("limit");
            if (limit is > 0) json.WriteNumber("ratio", Math.Round(value / limit.Value, 3)); else json.WriteNull("ratio");
            json.WriteString("target", target);
            if (holds is { } h) json.WriteBoolean("holds", h); else json.WriteNull("holds");
            json.WriteEndObject();
        }
        Console.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }

    internal static double Percentile(IEnumerable<double> values, double p)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(p / 100 * sorted.Length) - 1)];
    }

    internal static string N(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
