using Dateline.Formats.Subjects;
using Dateline.Newsroom.Staff;

namespace Dateline.Newsroom.House;

/// <summary>
/// The genres that a story may be given on its screen: those of IPTC's genre NewsCodes that a newsroom writes in, then the house's own. Others that a wire gave a story stay with it.
/// What Dateline itself says by genre (a live story, its entries) is no choice here.
/// </summary>
internal static class Genres
{
    private static readonly string[] OfIptc =
    [
        "Current", "Analysis", "Background", "Opinion", "Feature", "Interview", "Profile", "Obituary", "Review", "From_the_Scene", "Side_bar_and_Supporting_Information", "Question_and_Answer_Session",
        "Special_Report", "Exclusive", "Summary", "Forecast", "Retrospective", "Polls_and_Surveys", "Listing_of_facts", "Transcript_and_Verbatim", "Press_Release",
    ];

    /// <summary>Code and name of each, in a language: IPTC's as the screen calls them, the house's as its list does.</summary>
    internal static IEnumerable<(string Code, string Name)> In(StaffWords words, News.Language language) =>
        OfIptc.Select(word => ("genre:" + word, words["genre-" + word]))
            .Concat(Vocabularies.InForce.House.All.Where(t => t is { Field: TermField.Genre, IsRetired: false }).Select(t => (t.Code, t.Label(language))));
}
