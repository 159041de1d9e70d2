using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dateline.Site.Theme;

/// <summary>
/// The site's own words in one language: a file in <c>Languages/</c>. A language is added by adding its file; a word that is missing in it
/// is an error at the start, not a hole in a page. <c>{0}</c>, <c>{1}</c> stand for what is filled in.
/// </summary>
internal sealed record Words
{
    public required string Language { get; init; }
    public required string Name { get; init; }
    public required string Skip { get; init; }
    public required string MenuLabel { get; init; }
    public required string LanguagesLabel { get; init; }
    public required string Latest { get; init; }
    public required string Breaking { get; init; }
    public required string LivePinned { get; init; }
    public required string Events { get; init; }
    public required string Obituaries { get; init; }
    public required string EventsDescription { get; init; }
    public required string EventsEmpty { get; init; }
    public required string EventsCalendar { get; init; }
    public required string EventState { get; init; }
    public required string EventWhen { get; init; }
    public required string EventUntil { get; init; }
    public required string EventWhere { get; init; }
    public required string EventOrganiser { get; init; }
    public required string EventPrice { get; init; }
    public required string EventMore { get; init; }
    public required string EventCancelled { get; init; }
    public required string EventPostponed { get; init; }
    public required string ObituaryBorn { get; init; }
    public required string ObituaryDied { get; init; }
    public required string ObituaryFarewell { get; init; }
    public required string ObituariesDescription { get; init; }
    public required string ObituariesEmpty { get; init; }
    public required string AdLabel { get; init; }
    public required string AdSponsored { get; init; }
    public required string AdNote { get; init; }
    public required string AdShow { get; init; }
    public required string AdStop { get; init; }
    public required string Corrections { get; init; }
    public required string By { get; init; }
    public required string And { get; init; }
    public required string Comma { get; init; }
    public required string BylineTitle { get; init; }
    public required string Published { get; init; }
    public required string Updated { get; init; }
    public required string ReadTime { get; init; }
    public required string ReadHere { get; init; }
    public required string Correction { get; init; }
    public required string Clarification { get; init; }
    public required string EditorsNote { get; init; }
    public required string NoticeLabel { get; init; }
    public required string Notices { get; init; }
    public required string Pictures { get; init; }
    public required string WithFilesFrom { get; init; }
    public required string ContributorIn { get; init; }
    public required string FirstPublished { get; init; }
    public required string FirstPublishedBy { get; init; }
    public required string HowWeCorrect { get; init; }
    public required string Search { get; init; }
    public required string SearchLabel { get; init; }
    public required string SearchButton { get; init; }
    public required string SearchTitle { get; init; }
    public required string SearchMore { get; init; }
    public required string SearchResults { get; init; }
    public required string SearchTeach { get; init; }
    public required string SearchHint { get; init; }
    public required string SearchRefused { get; init; }
    public required string NothingFound { get; init; }
    public required string DidYouMean { get; init; }
    public required string NothingFoundText { get; init; }
    public required string OneStory { get; init; }
    public required string Stories { get; init; }
    public required string ManyStories { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string Since { get; init; }
    public required string Until { get; init; }
    public required string Without { get; init; }
    public required string Sort { get; init; }
    public required string SortLatest { get; init; }
    public required string SortBest { get; init; }
    public required string Narrow { get; init; }
    public required string ByTopic { get; init; }
    public required string BySection { get; init; }
    public required string ByDay { get; init; }
    public required string PagerLabel { get; init; }
    public required string NextPage { get; init; }
    public required string FirstPage { get; init; }
    public required string TrailLabel { get; init; }
    public required string PartsLabel { get; init; }
    public required string Follow { get; init; }
    public required string Topic { get; init; }
    public required string AllTopics { get; init; }
    public required string TopicsDescription { get; init; }
    public required string TopicDescription { get; init; }
    public required string TopicEmpty { get; init; }
    public required string SectionDescription { get; init; }
    public required string SectionEmpty { get; init; }
    public required string Author { get; init; }
    public required string AuthorDescription { get; init; }
    public required string Place { get; init; }
    public required string PlaceDescription { get; init; }
    public required string Archive { get; init; }
    public required string DayDescription { get; init; }
    public required string Tools { get; init; }
    public required string Smaller { get; init; }
    public required string Larger { get; init; }
    public required string Share { get; init; }
    public required string Copied { get; init; }
    public required string Save { get; init; }
    public required string SavedHere { get; init; }
    public required string Saved { get; init; }
    public required string SavedText { get; init; }
    public required string SavedEmpty { get; init; }
    public required string SavedNoScript { get; init; }
    public required string RemoveSaved { get; init; }
    public required string Topics { get; init; }
    public required string Related { get; init; }
    public required string Live { get; init; }
    public required string MostRead { get; init; }
    public required string EmbedVideo { get; init; }
    public required string EmbedPost { get; init; }
    public required string EmbedShow { get; init; }
    public required string EmbedNote { get; init; }
    public required string TipTitle { get; init; }
    public required string TipText { get; init; }
    public required string TipWhat { get; init; }
    public required string TipName { get; init; }
    public required string TipReach { get; init; }
    public required string TipLeave { get; init; }
    public required string TipPrivate { get; init; }
    public required string TipSend { get; init; }
    public required string TipThanksTitle { get; init; }
    public required string TipThanks { get; init; }
    public required string TipTooShort { get; init; }
    public required string TipTooLong { get; init; }
    public required string TipTooMany { get; init; }
    public required string TipTrap { get; init; }
    public required string TipForeign { get; init; }
    public required string TipUnreadable { get; init; }
    public required string TipNotStored { get; init; }
    public required string LiveOver { get; init; }
    public required string LiveUpdates { get; init; }
    public required string LiveNew { get; init; }
    public required string LiveOneNew { get; init; }
    public required string LiveOffline { get; init; }
    public required string LiveEmpty { get; init; }
    public required string FromTheHouse { get; init; }
    public required string Feeds { get; init; }
    public required string Contact { get; init; }
    public required string PrintedFrom { get; init; }
    public required string FrontEmptyTitle { get; init; }
    public required string FrontEmptyText { get; init; }
    public required string ToFront { get; init; }
    public required string NotFoundTitle { get; init; }
    public required string NotFoundText { get; init; }
    public required string GoneTitle { get; init; }
    public required string GoneText { get; init; }
    public required string GoneLegalText { get; init; }
    public required string GoneSince { get; init; }
    public required string BrokenTitle { get; init; }
    public required string BrokenText { get; init; }
    public required string CorrectionsText { get; init; }
    public required string CorrectionsContact { get; init; }
    public required string CorrectionsEmpty { get; init; }
    public required string FeedDescription { get; init; }
    public required string Date { get; init; }
    public required string LongDate { get; init; }
    public required string Time { get; init; }
    public required string DateTime { get; init; }
    public required string FirstOfMonth { get; init; }
    public required string[] AmPm { get; init; }
    public required string[] Months { get; init; }
    public required string[] ShortMonths { get; init; }
    public required string[] Weekdays { get; init; }

    /// <summary>All languages there is a file for.</summary>
    internal static IReadOnlyDictionary<string, Words> All { get; } = ReadAll();

    /// <summary>A phrase with its gaps filled.</summary>
    internal static string Fill(string phrase, string first, string second = "") =>
        phrase.Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal);

    /// <summary>"A, B and C".</summary>
    internal string Series(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => string.Join(Comma, items.Take(items.Count - 1)) + And + items[^1],
    };

    private static Dictionary<string, Words> ReadAll()
    {
        var assembly = typeof(Words).Assembly;
        var all = new Dictionary<string, Words>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.Contains(".Languages.", StringComparison.Ordinal)))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            var words = JsonSerializer.Deserialize(file, WordsJson.Default.Words)!;
            all.Add(words.Language, words);
        }
        return all;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Words))]
internal sealed partial class WordsJson : JsonSerializerContext;
