using Dateline.Formats.Json;
using Dateline.Formats.NewsMlG2;
using Dateline.News;

namespace Dateline.Formats.Ninjs;

/// <summary>
/// Events and planned coverage (ninjs 3): of an event when it is, how sure, and who holds it; of coverage what is to come and when. Lines of the note to editors,
/// as of NewsML-G2's; the place of an event is where it is located.
/// </summary>
internal static class NinjsEvents
{
    private const int MostPlanned = 200;

    internal static void Read(NinjsItem item)
    {
        if (item.Json["eventDetails"] is { } about && item.Is(about, JsonKind.Object)) ReadEvent(about, item);
        if (item.Json["plannedCoverage"] is { } planned && item.Is(planned, JsonKind.Array)) foreach (var coverage in planned.Values.Take(MostPlanned)) ReadCoverage(coverage, item);
        if (item.Draft is { Kind: ItemKind.Event, Places: [var place, ..] }) item.Draft.Located ??= place;
    }

    private static void ReadEvent(JsonValue about, NinjsItem item)
    {
        item.Draft.AddEdNote(Dates(about["dates"]));
        if (Word(about["eventStatus"]) is { } status) item.Draft.AddEdNote($"Status of the event: {status}.");
        if (Word(about["plannedCoverageStatus"]) is { } coverage) item.Draft.AddEdNote($"Status of its coverage: {coverage}.");
        if (about["organiser"] is { } organiser && (NinjsContent.Name(organiser) ?? NinjsContent.Code(organiser, item)) is { } name) item.Draft.AddEdNote($"Held by {name}.");
        if (about["dates"]?["recurrence"] is { } again) item.Draft.Note(NoteCodes.NotRead, "When an event happens again is not read.", again.Position);
    }

    /// <summary>"Begins 2026-08-24T09:00:00Z, ends 2026-08-25." What is only expected says so.</summary>
    private static string? Dates(JsonValue? dates)
    {
        var words = new List<string>();
        Add("begins ", "startDate", "expectedStartDate");
        Add("ends ", "endDate", "expectedEndDate");
        Add("lasts ", "duration", "expectedDuration");
        return words.Count == 0 ? null : char.ToUpperInvariant(words[0][0]) + string.Join(", ", words)[1..] + ".";

        void Add(string verb, string stated, string expected)
        {
            if (Text(dates?[stated]) is { } sure) words.Add(verb + sure);
            else if (Text(dates?[expected]) is { } perhaps) words.Add(verb + perhaps + " (expected)");
        }
    }

    // A withheld or canceled part of a plan is named as such: nobody should wait for it.
    private static void ReadCoverage(JsonValue coverage, NinjsItem item)
    {
        if (!item.Is(coverage, JsonKind.Object)) return;
        var status = Text(coverage["pubStatus"]) is { } stated && !stated.Equals("usable", StringComparison.OrdinalIgnoreCase) ? stated : null;
        string?[] facts = [Text(coverage["type"]), Text(coverage["title"]), Dates(coverage["dates"])?.TrimEnd('.'), status, Text(coverage["edNote"])];
        var planned = string.Join(", ", facts.OfType<string>());
        if (planned.Length > 0) item.Draft.AddEdNote("Planned: " + planned);
    }

    // The last part of a code's address says it in a word: ".../eventstatus/confirmed".
    private static string? Word(JsonValue? value) => Text(value) is { } code ? G2Codes.Local(code).ToString() : null;

    private static string? Text(JsonValue? value) => value is { Kind: JsonKind.String, Text: var text } ? NewsText.OneLine(text) : null;
}
