using System.Collections.Concurrent;
using System.Globalization;

namespace Dateline.News;

/// <summary>
/// The hours in which a client takes its copy, as its contract says them: <c>weekdays 06:00-22:00, saturday 08:00-12:00 Europe/Paris</c>.
/// They are hours on the wall of that zone, so that they stay what they are when its clocks change: the hour that a spring night lacks opens nothing, the hour that an
/// autumn night has twice counts both times. A window that ends before it begins goes on into the next day.
/// </summary>
public sealed class SendingHours
{
    private const int MostCharacters = 400;
    private const int MinutesOfDay = 24 * 60;
    private const int MinutesOfWeek = 7 * MinutesOfDay;
    private const string Example = "Write them like: weekdays 06:00-22:00, saturday 08:00-12:00 Europe/Paris";

    // Longer than a week, for the hour by which a change of the clocks may move its end.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(15);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly ConcurrentDictionary<string, SendingHours?> Known = new(StringComparer.Ordinal);
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    // Minutes since Monday 00:00 on the wall, in order, none touching another.
    private readonly IReadOnlyList<(int From, int To)> _open;
    private readonly TimeZoneInfo _zone;

    private SendingHours(string text, IReadOnlyList<(int, int)> open, TimeZoneInfo zone) => (Text, _open, _zone) = (text, open, zone);

    /// <summary>The sentence, with its spaces made even.</summary>
    public string Text { get; }

    /// <summary>Reads the sentence; a refusal names the word that can't be meant (<c>hours-bad</c>).</summary>
    public static Outcome<SendingHours> Parse(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (text.Length > MostCharacters) return Bad($"The hours have {text.Length} characters; {MostCharacters} are allowed.");
        if (words.Length == 0) return Bad("There are no hours.");
        if (!TryZone(words[^1], out var zone)) return Bad($"\"{words[^1]}\" is not a time zone; the last word names one, like Europe/Paris or UTC.");
        var open = new List<(int, int)>();
        foreach (var part in string.Join(' ', words[..^1]).Split(','))
            if (Read(part.Trim(), open) is { } wrong) return wrong;
        return new SendingHours(string.Join(' ', words), Merged(open), zone);
    }

    /// <summary>Hours that were checked when they were set; null where the text can't be read any more.</summary>
    public static SendingHours? Kept(string? text) => text is null ? null : Known.GetOrAdd(text, static t => Parse(t).Value);

    /// <summary>Whether they are open at a moment: from the first instant of a window, and no longer at the instant in which it ends.</summary>
    public bool IsOpen(Instant at)
    {
        var tick = TickOfWeek(Wall(at));
        foreach (var (from, to) in _open) if (tick >= Ticks(from) && tick < Ticks(to)) return true;
        return false;
    }

    /// <summary>The first moment, this one included, at which they are open.</summary>
    public Instant NextOpen(Instant from)
    {
        foreach (var (begin, end, offset) in Stretches(from, from + LongestWait))
        {
            var opens = begin + UntilOpen(Local(begin, offset));
            if (opens < end) return opens;
        }
        // A window that lies in an hour which no day of these has.
        return from + LongestWait;
    }

    /// <summary>How much of the time between two moments they were open.</summary>
    public TimeSpan OpenBetween(Instant from, Instant to)
    {
        var sum = TimeSpan.Zero;
        foreach (var (begin, end, offset) in Stretches(from, to)) sum += OpenOnWall(Local(begin, offset), end - begin);
        return sum;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static Refusal? Read(string part, List<(int From, int To)> open)
    {
        var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) return Bad(words.Length == 0 ? "Between two commas, or before the zone, stands nothing." : $"\"{part}\" is not days and hours.");
        if (Window(words[^1]) is not { } window) return Bad($"\"{words[^1]}\" is not a window, like 06:00-22:00.");
        var days = new SortedSet<int>();
        foreach (var name in words[..^1].Where(static w => w is not "and"))
            if (!AddDays(name.ToLowerInvariant(), days)) return Bad($"\"{name}\" is no day; there are: daily, weekdays, weekends, {string.Join(", ", Days)}, and spans like mon-thu.");
        if (days.Count == 0) return Bad($"\"{part}\" does not say on which days.");
        foreach (var day in days) Add(open, day * MinutesOfDay + window.From, day * MinutesOfDay + window.To);
        return null;
    }

    private static (int From, int To)? Window(string text)
    {
        var halves = text.Split('-', '–');
        if (halves.Length != 2 || Minutes(halves[0]) is not { } from || Minutes(halves[1]) is not { } to || from == to || from == MinutesOfDay) return null;
        return (from, to > from ? to : to + MinutesOfDay);
    }

    private static int? Minutes(string text)
    {
        var at = text.IndexOf(':', StringComparison.Ordinal);
        if (at is < 1 or > 2 || text.Length != at + 3) return null;
        if (!int.TryParse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) || !int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var minute)) return null;
        return minute < 60 && hour * 60 + minute <= MinutesOfDay ? hour * 60 + minute : null;
    }

    private static bool AddDays(string name, SortedSet<int> days)
    {
        var (first, last) = name switch
        {
            "daily" or "everyday" => (0, 6),
            "weekdays" => (0, 4),
            "weekends" => (5, 6),
            _ when name.Split('-') is [var from, var to] => (DayOf(from), DayOf(to)),
            _ => (DayOf(name), DayOf(name)),
        };
        if (first < 0 || last < 0) return false;
        for (var day = first; ; day = (day + 1) % 7)
        {
            days.Add(day);
            if (day == last) return true;
        }
    }

    private static int DayOf(string name) => name.Length < 3 ? -1 : Array.FindIndex(Days, d => name == d || name == d[..3] || name == d + "s");

    private static void Add(List<(int From, int To)> open, int from, int to)
    {
        open.Add((from, Math.Min(to, MinutesOfWeek)));
        if (to > MinutesOfWeek) open.Add((0, to - MinutesOfWeek));
    }

    private static List<(int From, int To)> Merged(List<(int From, int To)> open)
    {
        var merged = new List<(int From, int To)>();
        foreach (var (from, to) in open.Order())
            if (merged.Count > 0 && from <= merged[^1].To) merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, to));
            else merged.Add((from, to));
        return merged;
    }

    private static bool TryZone(string name, out TimeZoneInfo zone)
    {
        zone = TimeZoneInfo.Utc;
        // A zone without a place in its name ("EST") has no summer; it is not what a contract means.
        return name is "UTC" || (name.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone!));
    }

    private DateTime Wall(Instant at) => Local(at, _zone.GetUtcOffset(at.ToDateTimeOffset()));

    private static DateTime Local(Instant at, TimeSpan offset) => at.ToDateTimeOffset().UtcDateTime + offset;

    private static long TickOfWeek(DateTime wall) => (((int)wall.DayOfWeek + 6) % 7 * TimeSpan.TicksPerDay) + wall.TimeOfDay.Ticks;

    private TimeSpan UntilOpen(DateTime wall)
    {
        var tick = TickOfWeek(wall);
        foreach (var (from, to) in _open)
        {
            if (tick < Ticks(from)) return new(Ticks(from) - tick);
            if (tick < Ticks(to)) return TimeSpan.Zero;
        }
        return new(Ticks(_open[0].From) + Ticks(MinutesOfWeek) - tick);
    }

    private TimeSpan OpenOnWall(DateTime wall, TimeSpan length)
    {
        var (sum, left, tick) = (0L, length.Ticks, TickOfWeek(wall));
        for (; left > 0; left -= Ticks(MinutesOfWeek) - tick, tick = 0)
        {
            var until = Math.Min(Ticks(MinutesOfWeek), tick + left);
            foreach (var (from, to) in _open) sum += Math.Max(0, Math.Min(Ticks(to), until) - Math.Max(Ticks(from), tick));
        }
        return new(sum);
    }

    private static long Ticks(int minutes) => minutes * TimeSpan.TicksPerMinute;

    /// <summary>The time between two moments, cut where the zone's clocks change.</summary>
    private IEnumerable<(Instant From, Instant To, TimeSpan Offset)> Stretches(Instant from, Instant to)
    {
        while (from < to)
        {
            var offset = Offset(from);
            var end = from;
            while (end < to && Offset(Instant.Min(end + Day, to)) == offset) end = Instant.Min(end + Day, to);
            if (end < to) end = Change(end, Instant.Min(end + Day, to), offset);
            yield return (from, end, offset);
            from = end;
        }
    }

    /// <summary>The moment between two at which the offset is no longer the first one's, to the second.</summary>
    private Instant Change(Instant before, Instant after, TimeSpan offset)
    {
        var (low, high) = (before.Microseconds / 1_000_000, (after.Microseconds + 999_999) / 1_000_000);
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (Offset(new Instant(middle * 1_000_000)) == offset) low = middle;
            else high = middle;
        }
        return Instant.Min(new Instant(high * 1_000_000), after);
    }

    private TimeSpan Offset(Instant at) => _zone.GetUtcOffset(at.ToDateTimeOffset());

    private static Refusal Bad(string what) => new("hours-bad", $"{what} Nothing was saved. {Example}", "hours");
}
