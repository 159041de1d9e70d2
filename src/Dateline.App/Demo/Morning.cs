using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.App.Demo;

/// <summary>One thing that happens in the sample morning.</summary>
/// <param name="Second">Seconds after the start.</param>
/// <param name="Source">The source that sends it.</param>
/// <param name="File">Its file.</param>
/// <param name="What">What it shows, for the tour; empty for the background.</param>
internal sealed record MorningStep(double Second, string Source, string File, string What);

/// <summary>The sample wire: a play list and its files, written for a morning that began at <see cref="Began"/> and moved to now.</summary>
internal sealed partial class Morning
{
    private static readonly Instant Began = Instant.From(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero));

    private readonly string _folder;

    private Morning(string folder, IReadOnlyList<MorningStep> steps) => (_folder, Steps) = (folder, steps);

    /// <summary>What happens, in order.</summary>
    internal IReadOnlyList<MorningStep> Steps { get; }

    /// <summary>The sample morning that comes with the program.</summary>
    internal static Morning Load()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "samples", "morning");
        var steps = File.ReadLines(Path.Combine(folder, "morning.tsv")).Skip(1)
            .Where(line => line.Length > 0)
            .Select(line => line.Split('\t'))
            .Select(f => new MorningStep(double.Parse(f[0], CultureInfo.InvariantCulture), f[1], f[2], f.Length > 3 ? f[3] : ""))
            .ToList();
        return new Morning(folder, steps);
    }

    /// <summary>The bytes of a step, with every time in it moved as if the morning began at <paramref name="start"/> and went <paramref name="speed"/> times as fast.</summary>
    internal byte[] Bytes(MorningStep step, Instant start, double speed)
    {
        var bytes = File.ReadAllBytes(Path.Combine(_folder, step.File));
        if (!step.File.EndsWith(".xml", StringComparison.Ordinal)) return bytes;
        var moved = Times().Replace(Encoding.UTF8.GetString(bytes), match => Instant.TryParse(match.Value, out var time) ? Move(time, start, speed).ToString() : match.Value);
        return Encoding.UTF8.GetBytes(moved);
    }

    private static Instant Move(Instant time, Instant start, double speed)
    {
        var since = time - Began;
        var withinTheMorning = since > TimeSpan.Zero && since < TimeSpan.FromHours(1);
        return start + (withinTheMorning ? since / speed : since);
    }

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")]
    private static partial Regex Times();
}
