using System.Globalization;
using System.Text;
using Dateline.News;
using Dateline.Site.Article;
using Dateline.Site.Caching;
using Dateline.Site.Reading;
using Dateline.Site.Theme;
using Dateline.Store.Stories;

namespace Dateline.Site.Events;

/// <summary>Events as iCalendar (RFC 5545): a calendar by which a reader's own follows what is to come. Times are UTC, so that no rule of a zone is needed to read them.</summary>
internal static class EventCalendar
{
    private const int LongestLine = 75; // octets, RFC 5545 §3.1

    internal static SitePage Write(House house, HouseLanguage language, IReadOnlyList<(OpenStory Story, PageFacts Facts)> events)
    {
        var text = new StringBuilder(4096);
        Line(text, "BEGIN", "VCALENDAR");
        Line(text, "VERSION", "2.0");
        Line(text, "PRODID", "-//Dateline//Events//" + language.Tag.ToUpperInvariant());
        Line(text, "METHOD", "PUBLISH");
        Line(text, "X-WR-CALNAME", Text($"{language.Words.Events} – {house.Name}"));
        foreach (var (story, facts) in events) Event(text, house, story, facts);
        Line(text, "END", "VCALENDAR");
        return new SitePage(Encoding.UTF8.GetBytes(text.ToString()), "text/calendar; charset=utf-8", "default-src 'none'; frame-ancestors 'none'");
    }

    private static void Event(StringBuilder text, House house, OpenStory story, PageFacts facts)
    {
        var url = house.Base + StoryUrl.Encode(story.Path);
        Line(text, "BEGIN", "VEVENT");
        // The same for ever, as the story's address is.
        Line(text, "UID", $"{story.Standing.Page}@{house.Options.BaseUrl.Host}");
        Line(text, "DTSTAMP", Time(story.Updated));
        Line(text, "DTSTART", Time(facts.Starts!.Value));
        if (facts.Ends is { } ends) Line(text, "DTEND", Time(ends));
        Line(text, "SUMMARY", Text(story.Headline));
        if (NewsText.OneLine(story.Content.Dek) is { } dek) Line(text, "DESCRIPTION", Text(dek));
        if (facts.Venue is not null || facts.Address is not null) Line(text, "LOCATION", Text(string.Join(", ", new[] { facts.Venue, facts.Address }.OfType<string>())));
        if (facts.State != EventState.Planned) Line(text, "STATUS", facts.State == EventState.Cancelled ? "CANCELLED" : "TENTATIVE");
        Line(text, "URL", url);
        Line(text, "END", "VEVENT");
    }

    private static string Time(Instant at) => at.ToDateTimeOffset().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    // §3.3.11
    private static string Text(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).ReplaceLineEndings("\\n");

    // Folded between letters, never within one.
    private static void Line(StringBuilder text, string name, string value)
    {
        var octets = 0;
        foreach (var rune in (name + ":" + value).EnumerateRunes())
        {
            if (Rune.IsControl(rune)) continue;
            if (octets + rune.Utf8SequenceLength > LongestLine) { text.Append("\r\n "); octets = 1; }
            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
