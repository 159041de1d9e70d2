using System.Globalization;
using System.Resources;
using Dateline.News;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Http;

namespace Dateline.Delivery.Portal;

/// <summary>The portal's words in the reader's language, from <c>PortalText.resx</c> and its translations: a third language is a third file.</summary>
internal sealed class PortalWords(CultureInfo culture, TimeZoneInfo zone)
{
    private static readonly ResourceManager Texts = new("Dateline.Delivery.Portal.PortalText", typeof(PortalWords).Assembly);
    private static readonly string[] Languages = ["en", "fr"];

    /// <summary>The language's tag.</summary>
    internal string Tag => culture.TwoLetterISOLanguageName;

    /// <summary>All languages, each with its own name.</summary>
    internal static IEnumerable<(string Tag, string Name)> All => Languages.Select(static l => (l, Texts.GetString("language-name", CultureInfo.GetCultureInfo(l))!));

    /// <summary>The words under a name.</summary>
    internal string this[string name] => Texts.GetString(name, culture) ?? name;

    /// <summary>The words under a name, filled in.</summary>
    internal string Fill(string name, params object?[] values) => string.Format(culture, this[name], values);

    /// <summary>A count with its word: the one for one (in French for none too), or the one for many.</summary>
    internal string Count(string name, int count) => Fill(count == 1 || count == 0 && Tag == "fr" ? name + "-one" : name, count);

    /// <summary>A moment as a list shows it: the time within the day of <paramref name="now"/>, else the day too.</summary>
    internal string Short(Instant moment, Instant now)
    {
        var (there, today) = (Local(moment), Local(now));
        return there.ToString(there.Date == today.Date ? "HH:mm" : there.Year == today.Year ? "d MMM HH:mm" : "d MMM yyyy", culture);
    }

    /// <summary>A moment to decide by: with its day and its zone.</summary>
    internal string Moment(Instant moment) => Local(moment).ToString("ddd d MMM yyyy HH:mm", culture) + " " + Zone(moment);

    /// <summary>How long until a moment: <c>00:57:29</c>, with days before it where there are any.</summary>
    internal string Until(Instant moment, Instant now)
    {
        var left = moment - now;
        if (left <= TimeSpan.Zero) return "00:00:00";
        left = TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds));
        return (left.Days > 0 ? Fill("days", left.Days) + " " : "") + left.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>The words for a request: as its address says (<c>?lang=</c>), else as the person chose, else as the browser prefers, else English.</summary>
    internal static PortalWords For(HttpRequest request, Person? person, PortalOptions options)
    {
        var asked = request.Query["lang"].ToString() is { Length: > 0 } stated ? [stated] : person?.Language is { } own ? [own] : request.GetTypedHeaders().AcceptLanguage.OrderByDescending(static l => l.Quality ?? 1).Select(static l => l.Value.ToString());
        return In(asked.Select(static l => Language.From(l)?.Primary).FirstOrDefault(static l => Languages.Contains(l)), options);
    }

    /// <summary>The words in a language; English where there are none in it.</summary>
    internal static PortalWords In(string? language, PortalOptions options) => new(CultureInfo.GetCultureInfo(Languages.Contains(language) ? language! : "en"), options.TimeZone);

    private string Zone(Instant moment) => Local(moment).Offset is var offset && offset == TimeSpan.Zero ? "UTC" : "UTC" + Local(moment).ToString("zzz", CultureInfo.InvariantCulture).Replace('-', '−');

    private DateTimeOffset Local(Instant moment) => TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), zone);
}
