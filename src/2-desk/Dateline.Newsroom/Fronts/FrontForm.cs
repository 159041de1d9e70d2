using System.Globalization;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Newsroom.Room;
using Dateline.Store.Fronts;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Fronts;

/// <summary>How a front was arranged on the screen, as it was typed.</summary>
internal sealed record FrontForm
{
    /// <summary>The word of a slot that fills itself.</summary>
    internal const string Auto = "auto";

    private const int LongestFilter = 4000;

    /// <summary>What stands in each slot: a story's id, or <see cref="Auto"/>.</summary>
    public string[]? Slot { get; init; }
    /// <summary>Until when, for each slot.</summary>
    public string?[]? Until { get; init; }
    /// <summary>What the line over the front says.</summary>
    public string? BarText { get; init; }
    /// <summary>The id of the story it leads to.</summary>
    public string? BarStory { get; init; }
    /// <summary>Until when it stands.</summary>
    public string? BarUntil { get; init; }
    /// <summary>Which news fills the front.</summary>
    public string? Only { get; init; }
    /// <summary>How many hours old at most.</summary>
    public string? Hours { get; init; }
    /// <summary>How many of one section in the first block at most.</summary>
    public string? MostOfSection { get; init; }
    /// <summary>Whether the newest with a photo leads where nobody chose.</summary>
    public bool PhotoLeads { get; init; }
    /// <summary>From when it holds; empty: from now on.</summary>
    public string? From { get; init; }

    /// <summary>A plan as the screen shows it.</summary>
    internal static FrontForm Of(FrontPlan plan, Func<Instant, string> shown) => new()
    {
        Slot = [.. plan.Slots.Select(s => s.Story?.ToString("D") ?? Auto)],
        Until = [.. plan.Slots.Select(s => s.Until is { } until ? shown(until) : null)],
        BarText = plan.Bar?.Text,
        BarStory = plan.Bar?.Story?.ToString("D"),
        BarUntil = plan.Bar?.Until is { } barUntil ? shown(barUntil) : null,
        Only = plan.Fill.Only,
        Hours = plan.Fill.Hours?.ToString(CultureInfo.InvariantCulture),
        MostOfSection = plan.Fill.MostOfSection?.ToString(CultureInfo.InvariantCulture),
        PhotoLeads = plan.Fill.PhotoLeads,
    };

    /// <summary>The plan that it says, and from when; what can't be meant is told to <paramref name="wrong"/> by field and words, and is left out.</summary>
    /// <param name="zone">The zone in which times are typed.</param>
    /// <param name="isSeen">Whether a story is there for whoever typed it.</param>
    /// <param name="wrong">Hears what is wrong.</param>
    internal (FrontPlan Plan, Instant? From) Read(TimeZoneInfo zone, Func<Guid, bool> isSeen, Action<string, string> wrong)
    {
        var slots = (Slot ?? []).Take(FrontPlan.MostSlots).Select((s, i) => s == Auto ? new FrontSlot(null) : Story(s) is { } id ? new FrontSlot(id, Time("until-" + i, Until?.ElementAtOrDefault(i))) : null).OfType<FrontSlot>();
        // A story stands once: the first place it was given is the one.
        var seen = new HashSet<Guid>();
        var plan = new FrontPlan
        {
            Slots = [.. slots.Where(s => s.Story is not { } id || seen.Add(id))],
            Bar = Bar(),
            Fill = new() { Only = Filter(), Hours = Number("hours", Hours, 24 * 366), MostOfSection = Number("mostOfSection", MostOfSection, 100), PhotoLeads = PhotoLeads },
        };
        if ((Slot?.Length ?? 0) > FrontPlan.MostSlots) wrong("slots", "front-slots-most");
        return (plan, Time("from", From));

        Guid? Story(string? text)
        {
            if (string.IsNullOrEmpty(text)) return null;
            if (Guid.TryParseExact(text, "D", out var id) && isSeen(id)) return id;
            wrong("slots", "story-unknown");
            return null;
        }

        FrontBar? Bar()
        {
            var text = NewsText.OneLine(BarText);
            if (text?.Length > FrontPlan.LongestBar) wrong("barText", "front-bar-long");
            var story = Story(BarStory);
            return text is null && story is null ? null : new(text, story, Time("barUntil", BarUntil));
        }

        string? Filter()
        {
            if (string.IsNullOrWhiteSpace(Only)) return null;
            var read = NewsFilter.Parse(Only.Length > LongestFilter ? Only[..(LongestFilter + 1)] : Only, Vocabularies.ForFilters);
            if (read.IsDone) return read.Value.Text;
            wrong("only", read.Refusal.Message);
            return null;
        }

        int? Number(string field, string? text, int most)
        {
            if (string.IsNullOrWhiteSpace(text)) return null;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most) return number;
            wrong(field, "front-number-bad");
            return null;
        }

        Instant? Time(string field, string? text)
        {
            if (string.IsNullOrWhiteSpace(text)) return null;
            var (at, why) = LocalTime.Read(text, zone);
            if (why is not null) wrong(field, why);
            return at;
        }
    }
}
