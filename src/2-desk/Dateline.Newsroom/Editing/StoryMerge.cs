using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dateline.News;

namespace Dateline.Newsroom.Editing;

/// <summary>A piece of a story on which the sides differ: a field, or some paragraphs that stand together.</summary>
/// <param name="Key">Names the piece by where it is and what it says: a choice made for it holds for nothing else.</param>
/// <param name="Field">The field as the JSON names it; "body" for paragraphs.</param>
/// <param name="Kind">How both sides stand to what they began from.</param>
/// <param name="Base">What the wire said when our copy began; empty: nothing.</param>
/// <param name="Ours">What we say.</param>
/// <param name="Theirs">What the wire says now.</param>
/// <param name="Joined">Both changes in one; null where that can't be.</param>
internal sealed record MergePiece(string Key, string Field, MergeKind Kind, string Base, string Ours, string Theirs, string? Joined)
{
    /// <summary>What may be chosen.</summary>
    internal IEnumerable<string> Choices => Joined is null ? ["ours", "theirs"] : ["ours", "theirs", "both"];

    /// <summary>What is taken where nobody chose; null: a person decides.</summary>
    internal string? Usual => Kind switch { MergeKind.Theirs => "theirs", MergeKind.Merged => "both", MergeKind.Conflict => null, _ => "ours" };

    /// <summary>What a choice makes of it.</summary>
    internal string Taken(string choice) => choice switch { "theirs" => Theirs, "both" when Joined is not null => Joined, _ => Ours };
}

/// <summary>
/// A wire's new version and our edited copy, brought together field by field and paragraph by paragraph from the version our copy began with.
/// What one side alone changed is taken; what both changed differently waits for a person.
/// </summary>
internal sealed class StoryMerge
{
    private readonly JsonObject _ours;

    private StoryMerge(JsonObject ours, IReadOnlyList<MergePiece> pieces) => (_ours, Pieces) = (ours, pieces);

    /// <summary>All pieces in order: fields first, then every paragraph, changed or not.</summary>
    internal IReadOnlyList<MergePiece> Pieces { get; }

    /// <summary>The pieces about which there is something to see.</summary>
    internal IEnumerable<MergePiece> Changed => Pieces.Where(p => p.Kind != MergeKind.Same);

    /// <summary>Brings them together.</summary>
    internal static StoryMerge Of(StoryContent origin, StoryContent ours, StoryContent theirs)
    {
        var (was, we, they) = (Json(origin), Json(ours), Json(theirs));
        var names = we.Concat(they).Concat(was).Select(m => m.Key).Where(n => n is not ("body" or "language")).Distinct();
        var pieces = names.Select(n => Field(n, was[n], we[n], they[n])).Where(p => p.Kind != MergeKind.Same).ToList();
        foreach (var run in TextMerge.Runs(Blocks(origin), Blocks(ours), Blocks(theirs))) pieces.Add(Body(pieces.Count, run));
        return new(we, pieces);
    }

    /// <summary>What the story says with these choices; null while one is missing.</summary>
    internal StoryContent? With(Func<string, string?> choice)
    {
        var merged = _ours.DeepClone().AsObject();
        var body = new StringBuilder();
        foreach (var piece in Pieces)
        {
            var chosen = choice(piece.Key) is { } c && piece.Choices.Contains(c) ? c : piece.Usual;
            if (chosen is null) return null;
            var taken = piece.Taken(chosen);
            if (piece.Field == "body") body.Append(taken);
            else if (taken.Length == 0) merged.Remove(piece.Field);
            else merged[piece.Field] = JsonNode.Parse(taken);
        }
        if (body.Length > 0) merged["body"] = body.ToString(); else merged.Remove("body");
        return StoryJson.ReadContent(Encoding.UTF8.GetBytes(merged.ToJsonString()));
    }

    /// <summary>What a piece's side says, for people: a field's words, a paragraph's plain text.</summary>
    internal static string Plain(MergePiece piece, string side)
    {
        if (side.Length == 0) return "";
        return piece.Field == "body" ? StoryHtml.TryRead(side, out var html) ? html.PlainText : side : string.Join("; ", Said(JsonNode.Parse(side)));
    }

    private static IEnumerable<string> Said(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Said),
        JsonObject thing when (thing["name"] ?? thing["caption"] ?? thing["code"]) is JsonValue name => [name.ToString()],
        JsonObject thing => thing.SelectMany(m => Said(m.Value)),
        null => [],
        _ => [node.ToString()],
    };

    private static MergePiece Field(string name, JsonNode? was, JsonNode? we, JsonNode? they)
    {
        var (origin, ours, theirs) = (Text(was), Text(we), Text(they));
        var run = TextMerge.Runs(One(origin), One(ours), One(theirs));
        var kind = run.Count == 0 ? MergeKind.Same : run.Count == 1 ? run[0].Kind : MergeKind.Conflict;
        return new(KeyOf(name, origin, ours, theirs), name, kind, origin, ours, theirs, kind == MergeKind.Conflict ? Together(we, they) : null);
    }

    // Lists can hold what both say; a text of one line can't.
    private static string? Together(JsonNode? we, JsonNode? they)
    {
        if (we is not JsonArray ours || they is not JsonArray theirs) return null;
        var all = ours.DeepClone().AsArray();
        foreach (var item in theirs)
            if (!all.Any(a => JsonNode.DeepEquals(a, item))) all.Add(item?.DeepClone());
        return all.ToJsonString();
    }

    private static MergePiece Body(int place, MergeRun run)
    {
        var (origin, ours, theirs) = (string.Concat(run.Base), string.Concat(run.Ours), string.Concat(run.Theirs));
        var within = run is { Kind: MergeKind.Conflict, Base.Count: 1, Ours.Count: 1, Theirs.Count: 1 } ? TextMerge.Within(origin, ours, theirs) : null;
        if (within is not null && !StoryHtml.TryRead(within, out _)) within = null;
        var kind = within is null ? run.Kind : MergeKind.Merged;
        // One after the other, ours first: nothing of either is lost, and a person tidies up.
        var joined = within ?? (kind == MergeKind.Conflict && ours.Length > 0 && theirs.Length > 0 ? ours + theirs : null);
        return new(KeyOf("p" + place, origin, ours, theirs), "body", kind, origin, ours, theirs, joined);
    }

    private static string KeyOf(string place, params string[] says) => $"{place}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', says))).AsSpan(0, 6))}";

    private static JsonObject Json(StoryContent content) => JsonNode.Parse(StoryJson.Write(content))!.AsObject();

    private static List<string> Blocks(StoryContent content) => [.. content.Body.Blocks().Select(b => b.Markup)];

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "";

    private static string[] One(string text) => text.Length == 0 ? [] : [text];
}
