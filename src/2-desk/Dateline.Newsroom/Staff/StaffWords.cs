using System.Globalization;
using System.Resources;
using Dateline.News;
using Dateline.Newsroom.Persons;
using Dateline.Store.Deliveries;
using Microsoft.AspNetCore.Http;

namespace Dateline.Newsroom.Staff;

/// <summary>Why something is not kept, for a person.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Language">Its language, where it is not that of the screen.</param>
/// <param name="English">What the program said in English, where that names more; null: nothing more.</param>
internal sealed record Why(string Text, string? Language, string? English);

/// <summary>The pages' words in the reader's language, from <c>StaffText.resx</c> and its translations: a third language is a third file.</summary>
internal sealed class StaffWords(CultureInfo culture, TimeZoneInfo zone)
{
    private static readonly ResourceManager Texts = new("Dateline.Newsroom.Staff.StaffText", typeof(StaffWords).Assembly);
    private static readonly string[] Languages = ["en", "fr"];

    /// <summary>The language's tag.</summary>
    internal string Tag => culture.TwoLetterISOLanguageName;

    /// <summary>Whether it is the language of the API's contract, whose own sentences say more than words for all cases can.</summary>
    internal bool IsOfTheContract => Tag == "en";

    /// <summary>All languages, each with its own name.</summary>
    internal static IEnumerable<(string Tag, string Name)> All => Languages.Select(l => (l, Texts.GetString("language-name", CultureInfo.GetCultureInfo(l))!));

    /// <summary>The other languages, each with its own name.</summary>
    internal IEnumerable<(string Tag, string Name)> Others => Languages.Where(l => l != Tag).Select(l => (l, Texts.GetString("language-name", CultureInfo.GetCultureInfo(l))!));

    /// <summary>The names of words that begin so.</summary>
    internal static IReadOnlyList<string> Names(string prefix) => [.. Texts.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!
        .Cast<System.Collections.DictionaryEntry>().Select(e => (string)e.Key).Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The words under a name.</summary>
    internal string this[string name] => Texts.GetString(name, culture) ?? name;

    /// <summary>Whether there are words under a name.</summary>
    internal bool Has(string name) => Texts.GetString(name, culture) is not null;

    /// <summary>The words under a name, filled in.</summary>
    internal string Fill(string name, params object?[] values) => string.Format(culture, this[name], values);

    /// <summary>A count with its words: those for one (in French for none too), or those for many. The count is <c>{0}</c>, what more there is comes after it.</summary>
    internal string Count(string name, long count, params object?[] more) => Fill(count == 1 || count == 0 && Tag == "fr" ? name + "-one" : name, [count, .. more]);

    /// <summary>What a code means, in the language of the screen; null: its own English says it, and more.</summary>
    internal string? Told(string kind, string code) => !IsOfTheContract && Has(kind + code) ? this[kind + code] : null;

    /// <summary>Why a setting is not kept, in the language of the screen where there are words for it; what the English names beyond them stands beside.</summary>
    internal Why Why(Refusal refusal) => Told("set-", refusal.Code) is not { } told ? new(refusal.Message, IsOfTheContract ? null : "en", null)
        : new(told, null, NamesMore.Any(begins => refusal.Code.StartsWith(begins, StringComparison.Ordinal)) ? refusal.Message : null);

    // What their codes alone do not tell: which word, which line, which route.
    private static readonly string[] NamesMore = ["filter-", "vocabulary-", "route-", "routes-", "backup-", "settings-unreadable", "options-bad", "format-not-in-contract", "mailbox-sender"];

    /// <summary>What the audit's code for an act means; null: the code says it.</summary>
    internal string? Did(string what) => Told("did-", what) ?? (IsOfTheContract ? null : Enum.GetValues<ReleaseAction>().Where(a => StoryJson.Name(a) == what).Select(Action).FirstOrDefault());

    /// <summary>What a channel said of an attempt, in the language of the screen where it has words for it; else as it was written.</summary>
    internal string Said(Sentence sentence) => Speaks(sentence) ? Fill("said-" + sentence.Code, [.. sentence.Values.Select(Said)]) : sentence.Text;

    /// <summary>The language of what <see cref="Said"/> says, where it is not that of the screen.</summary>
    internal string? SaidIn(Sentence sentence) => IsOfTheContract || Speaks(sentence) ? null : "en";

    private bool Speaks(Sentence sentence) => !IsOfTheContract && sentence.Code is { } code && Has("said-" + code);

    /// <summary>What a receipt is, or why a destination is not sent to, as the program writes it; what a person wrote, or a server said, as it is.</summary>
    internal string? Receipt(string? written)
    {
        foreach (var (begins, name) in Written)
            if (written?.StartsWith(begins, StringComparison.Ordinal) == true) return Fill(name, written[begins.Length..]);
        return written;
    }

    private static readonly (string Begins, string Name)[] Written =
    [
        ("answered ", "receipt-answered"), ("asked for what follows, key ", "receipt-fetched"), ("read in the portal by ", "receipt-portal"), ("as ", "receipt-same"),
        ("It is in the folder, whole.", "said-in-folder"), ("It is in their folder, whole", "said-in-their-folder"), ("Every address had taken it before.", "said-all-had-it"),
        ("failing for 24 hours", "state-failing"), ("restored from a backup", "state-restored"),
    ];

    /// <summary>What an action is called.</summary>
    internal string Action(ReleaseAction action) => this["action-" + Sending.SendAction.NameOf(action)];

    /// <summary>What a way out is called; its own name where there are no words for it.</summary>
    internal string Way(string channel) => Texts.GetString("way-" + channel, culture) ?? channel;

    /// <summary>The zone in which these words say times, and in which those who read them type them: the person's own, or the newsroom's.</summary>
    internal TimeZoneInfo TimeZone => zone;

    /// <summary>The same words with the times of another zone.</summary>
    internal StaffWords At(TimeZoneInfo other) => new(culture, other);

    /// <summary>A moment in the zone of these words: the time alone where it is within the day of <paramref name="now"/>, the year only where it is another.</summary>
    internal string Time(Instant moment, Instant now)
    {
        var (there, today) = (Local(moment), Local(now));
        return there.ToString(there.Date == today.Date ? "HH:mm:ss" : there.Year == today.Year ? "d MMM HH:mm" : "d MMM yyyy HH:mm", culture);
    }

    /// <summary>A moment for a row: the time within the day of <paramref name="now"/>, else the day.</summary>
    internal string Short(Instant moment, Instant now)
    {
        var (there, today) = (Local(moment), Local(now));
        return there.ToString(there.Date == today.Date ? "HH:mm" : "d MMM", culture);
    }

    /// <summary>A moment to decide by: with its day.</summary>
    internal string Moment(Instant moment) => Local(moment).ToString("ddd d MMM HH:mm", culture);

    /// <summary>The same with the year, where it is another than that of <paramref name="now"/>: a year that was typed wrong is seen.</summary>
    internal string Moment(Instant moment, Instant now) => Local(moment).Year == Local(now).Year ? Moment(moment) : Local(moment).ToString("ddd d MMM yyyy HH:mm", culture);

    /// <summary>A moment to decide by, with the zone whose clocks show it.</summary>
    internal string MomentThere(Instant moment, Instant now) => $"{Moment(moment, now)} {Zone(moment)}";

    /// <summary>A moment as a field for a time has it.</summary>
    internal string Field(Instant moment) => Local(moment).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A day as people say it.</summary>
    internal string Day(DateOnly day) => day.ToString("dddd d MMMM", culture);

    /// <summary>Days of the week in short: "every day", a run of them, or each by itself.</summary>
    internal string Days(IReadOnlySet<DayOfWeek> days)
    {
        var week = Enumerable.Range(1, 7).Select(d => (DayOfWeek)(d % 7)).ToList();
        string Name(DayOfWeek day) => culture.DateTimeFormat.GetAbbreviatedDayName(day);
        var has = week.Where(days.Contains).ToList();
        if (has.Count == 7) return this["every-day"];
        var isRun = has.Count > 2 && week.IndexOf(has[^1]) - week.IndexOf(has[0]) == has.Count - 1;
        return isRun ? $"{Name(has[0])}–{Name(has[^1])}" : string.Join(", ", has.Select(Name));
    }

    /// <summary>A day of the week by its whole name.</summary>
    internal string DayName(DayOfWeek day) => culture.DateTimeFormat.GetDayName(day);

    /// <summary>A time of the day.</summary>
    internal string TimeOfDay(TimeOnly at) => at.ToString("HH:mm", culture);

    /// <summary>The same moment as UTC has it.</summary>
    internal string Utc(Instant moment) => moment.ToDateTimeOffset().ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The clock of the screen: the time with the zone's offset, and UTC.</summary>
    internal string Clock(Instant now)
    {
        var utc = now.ToDateTimeOffset();
        var local = Local(now);
        return local.Offset == TimeSpan.Zero ? $"{utc.ToString("HH:mm:ss", culture)} UTC" : $"{local.ToString("HH:mm:ss", culture)} (UTC{local.ToString("zzz", CultureInfo.InvariantCulture).Replace('-', '−')}) · {utc.ToString("HH:mm", culture)} UTC";
    }

    /// <summary>Minutes by which the zone is ahead of UTC.</summary>
    internal int Offset(Instant now) => (int)Local(now).Offset.TotalMinutes;

    /// <summary>What the zone is called beside a time ("UTC−04:00").</summary>
    internal string Zone(Instant now) => Local(now).Offset is var offset && offset == TimeSpan.Zero ? "UTC" : "UTC" + Local(now).ToString("zzz", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>How long until a moment: <c>00:57:29</c>, with days before it where there are any.</summary>
    internal string Until(Instant moment, Instant now)
    {
        var left = moment - now;
        if (left <= TimeSpan.Zero) return "00:00:00";
        left = TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds));
        return (left.Days > 0 ? Fill("days", left.Days) + " " : "") + left.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>The words for a request: as its address says (<c>?lang=</c>), else as the person chose, else as the browser prefers, else English; with times in the person's zone, or the newsroom's.</summary>
    internal static StaffWords For(HttpRequest request, NewsroomOptions options)
    {
        var asked = request.Query["lang"].ToString() is { Length: > 0 } stated ? [stated] : request.HttpContext.User.FindFirst(PersonClaims.Language)?.Value is { } own ? [own] : request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.ToString());
        var language = asked.Select(l => Language.From(l)?.Primary).FirstOrDefault(l => Languages.Contains(l)) ?? "en";
        return new(CultureInfo.GetCultureInfo(language), PersonZones.Find(request.HttpContext.User.FindFirst(PersonClaims.Zone)?.Value) ?? options.TimeZone);
    }

    /// <summary>The words as readers of a story in <paramref name="language"/> get them; these where there are none in it.</summary>
    internal StaffWords In(Language? language) => language is { } l && Languages.Contains(l.Primary) ? new(CultureInfo.GetCultureInfo(l.Primary), zone) : this;

    /// <summary>The words of the newsroom's own site, for those who come from outside: whoever asks, they are the same.</summary>
    internal static StaffWords OfHouse(NewsroomOptions options) =>
        new(CultureInfo.GetCultureInfo(new[] { options.Language?.Primary, options.Sites is [var own, ..] && own.Languages is [var first, ..] ? Language.From(first)?.Primary : null }.FirstOrDefault(l => Languages.Contains(l)) ?? "en"), options.TimeZone);

    private DateTimeOffset Local(Instant moment) => TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), zone);
}
