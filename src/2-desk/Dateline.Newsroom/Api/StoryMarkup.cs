using System.Text.Json;
using Dateline.Formats;
using Dateline.Formats.Html;
using Dateline.News;

namespace Dateline.Newsroom.Api;

/// <summary>Makes story text of whatever HTML a program sends, and says what was taken out. What is clean already passes untouched.</summary>
internal static class StoryMarkup
{
    /// <summary>The same content with a clean <c>body</c>.</summary>
    internal static JsonElement Cleaned(JsonElement content, string at, List<ContentNote> notes, out Problem? refused)
    {
        refused = null;
        if (!content.TryGetProperty("body", out var body) || body.ValueKind != JsonValueKind.String) return content;
        var markup = body.GetString()!;
        if (StoryHtml.TryRead(markup, out _)) return content;

        var removed = new List<RemovedMarkup>();
        var result = TagSoup.Clean(markup, removed.Add);
        if (result.Failure is { } failure)
        {
            refused = new(failure.Code, failure.Message + " Nothing was done.", at + "/body");
            return content;
        }
        notes.AddRange(removed.Select(r => Note(r, at)));
        return WithBody(content, result.Html!.Markup);
    }

    private static ContentNote Note(RemovedMarkup removed, string at) =>
        new(removed.IsActive ? NoteCodes.ActiveContentRemoved : NoteCodes.MarkupRemoved, at + "/body", $"\"{removed.Name}\" was taken out of the text; the words stay.");

    private static JsonElement WithBody(JsonElement content, string body)
    {
        var bytes = Answer.Bytes(json =>
        {
            json.WriteStartObject();
            foreach (var member in content.EnumerateObject())
                if (member.Name == "body") json.WriteString("body", body);
                else member.WriteTo(json);
            json.WriteEndObject();
        });
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.Clone();
    }
}
