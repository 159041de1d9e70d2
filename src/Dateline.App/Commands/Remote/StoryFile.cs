using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dateline.App.Commands.Remote;

/// <summary>
/// A story written in a file: JSON as the API takes it, HTML, or plain text with a little markup. Text begins with lines like <c>slugline: PORT-STRIKE</c>,
/// then <c># Headline</c>, then paragraphs with blank lines between; <c>## Subhead</c>, <c>- item</c>, <c>&gt; quote</c>, <c>**strong**</c>, <c>*em*</c>, <c>[words](address)</c>.
/// The server cleans whatever comes.
/// </summary>
internal static partial class StoryFile
{
    private static readonly string[] Fields = ["language", "slugline", "headline", "dek", "dateline", "urgency", "takeKey", "edNote", "staffNote", "credit", "byline", "keywords"];

    /// <summary>What the file says, as the API takes it; <c>-</c> is the standard input.</summary>
    internal static JsonObject Read(string file)
    {
        string text;
        try
        {
            text = file == "-" ? Console.In.ReadToEnd() : File.ReadAllText(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new RemoteRefusal(ExitCodes.Usage, $"{file} can't be read: {unreadable.Message}");
        }
        return Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".json" => Json(file, text),
            ".html" or ".htm" or ".xhtml" => Html(text),
            _ => Plain(text),
        };
    }

    private static JsonObject Json(string file, string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new RemoteRefusal(ExitCodes.Usage, $"{file} holds JSON that is not an object.");
        }
        catch (System.Text.Json.JsonException broken)
        {
            throw new RemoteRefusal(ExitCodes.Usage, $"{file} is not JSON: {broken.Message}");
        }
    }

    private static JsonObject Html(string text)
    {
        var content = new JsonObject();
        if ((FirstHeading().Match(text) is { Success: true } heading ? heading : PageTitle().Match(text)) is { Success: true } title)
        {
            content["headline"] = WebUtility.HtmlDecode(Tags().Replace(title.Groups[1].Value, "")).Trim();
            text = FirstHeading().Replace(text, "", 1);
        }
        var body = PageBody().Match(text);
        content["body"] = body.Success ? body.Groups[1].Value : text;
        return content;
    }

    internal static JsonObject Plain(string text)
    {
        var content = new JsonObject();
        var lines = text.ReplaceLineEndings("\n").Split('\n').ToList();
        while (lines.Count > 0 && TakeField(content, lines[0])) lines.RemoveAt(0);
        var html = new StringBuilder();
        foreach (var block in string.Join('\n', lines).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)) Block(content, html, block.Trim('\n'));
        if (html.Length > 0) content["body"] = html.ToString();
        return content;
    }

    private static bool TakeField(JsonObject content, string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var name = colon > 0 ? Fields.FirstOrDefault(f => f.Equals(line[..colon].Trim(), StringComparison.OrdinalIgnoreCase)) : null;
        if (name is null) return false;
        var value = line[(colon + 1)..].Trim();
        switch (name)
        {
            case "urgency" when int.TryParse(value, out var urgency): content["urgency"] = urgency; break;
            case "byline": content["bylines"] = new JsonArray([.. Split(value).Select(v => JsonValue.Create(v))]); break;
            case "keywords": content["keywords"] = new JsonArray([.. Split(value).Select(v => JsonValue.Create(v))]); break;
            default: content[name] = value; break;
        }
        return true;
    }

    private static string[] Split(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Block(JsonObject content, StringBuilder html, string block)
    {
        if (block.StartsWith("# ", StringComparison.Ordinal) && !content.ContainsKey("headline")) content["headline"] = block[2..].Trim();
        else if (block.StartsWith("### ", StringComparison.Ordinal)) html.Append("<h3>").Append(Words(block[4..])).Append("</h3>");
        else if (block.StartsWith("## ", StringComparison.Ordinal)) html.Append("<h2>").Append(Words(block[3..])).Append("</h2>");
        else if (block.StartsWith("- ", StringComparison.Ordinal)) html.Append("<ul>").AppendJoin("", block.Split('\n').Select(l => $"<li>{Words(l.TrimStart('-', ' '))}</li>")).Append("</ul>");
        else if (block.StartsWith("> ", StringComparison.Ordinal)) html.Append("<blockquote><p>").Append(Words(string.Join(' ', block.Split('\n').Select(l => l.TrimStart('>', ' '))))).Append("</p></blockquote>");
        else if (block.Trim().Length > 0) html.Append("<p>").Append(Words(block.Replace('\n', ' '))).Append("</p>");
    }

    private static string Words(string text)
    {
        text = WebUtility.HtmlEncode(text.Trim());
        text = Links().Replace(text, "<a href=\"$2\">$1</a>");
        text = Strong().Replace(text, "<strong>$1</strong>");
        return Emphasis().Replace(text, "<em>$1</em>");
    }

    [GeneratedRegex(@"<h1\b[^>]*>(.*?)</h1>", RegexOptions.Singleline | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex FirstHeading();

    [GeneratedRegex(@"<title\b[^>]*>(.*?)</title>", RegexOptions.Singleline | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex PageTitle();

    [GeneratedRegex(@"<body\b[^>]*>(.*?)(?:</body>|\z)", RegexOptions.Singleline | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex PageBody();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"\*\*(\S(?:.*?\S)?)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex(@"\*(\S(?:.*?\S)?)\*")]
    private static partial Regex Emphasis();
}
