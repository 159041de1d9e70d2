using Dateline.Formats.Json;
using Dateline.Formats.NewsMlG2;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Ninjs;

/// <summary>Who owns an item and what may be done with it. ninjs knows words only; terms that a machine can hold to stand in them and beside them.</summary>
internal static class NinjsRights
{
    internal static Rights Read(JsonValue json, (string Role, string Value)[] altIds)
    {
        var terms = NinjsContent.Lines(Terms(json["usageTerms"]));
        var rights = new Rights
        {
            UsageTerms = terms,
            Holder = NewsText.OneLine(Text(json["copyrightHolder"])),
            Notice = NewsText.OneLine(Text(json["copyrightNotice"])),
            NoWeb = Find(altIds, NinjsNames.NoWeb) is not null,
            MandatoryCredit = Find(altIds, NinjsNames.MandatoryCredit),
            Territories = List(Find(altIds, NinjsNames.Territories)),
            NotForClientClasses = List(Find(altIds, NinjsNames.NotFor)),
        };
        if (terms is null) return Same(rights);
        if (altIds.Length > 0 && InWords(rights) is { Length: > 0 } added && terms.EndsWith(added, StringComparison.Ordinal)) return Same(rights with { UsageTerms = NinjsContent.Lines(terms[..^added.Length]) });
        return Same(UsageText.Read(rights, terms));
    }

    /// <summary>
    /// <c>rightsInfo</c>: terms in a language for machines, or where they stand. What forbids is a licence's own matter: no machine here acts on it, so people get it in words.
    /// </summary>
    internal static Rights ReadExpression(Rights rights, JsonValue? stated, ItemDraft item)
    {
        if (stated is not { Kind: JsonKind.Object } info) return rights;
        var words = Text(info["linkedRights"]) is { } address ? $"Terms of use: {NewsText.OneLine(address)}" : Text(info["encodedRights"]) is { } expression ? Expressed(expression) : null;
        if (words is null) return rights;
        item.Note(NoteCodes.NotRead, "Rights in a language for machines are shown in words, and not applied.", info.Position, Text(info["langId"]));
        return UsageText.Read(rights with { UsageTerms = rights.UsageTerms is { } terms ? terms + "\n" + words : words }, words);
    }

    // ODRL in JSON: lists of permissions, prohibitions and duties, each with an action.
    private static string Expressed(string expression)
    {
        using var rules = WireJson.Read(System.Text.Encoding.UTF8.GetBytes(expression));
        var words = new List<string>();
        foreach (var (names, verb) in (ReadOnlySpan<(string[], string)>)[(["prohibitions", "prohibition"], "Prohibited"), (["permissions", "permission"], "Permitted"), (["duties", "duty", "obligation"], "Required")])
        {
            var actions = (rules.Value?[names]?.Values ?? default).Select(rule => Text(rule["action"])).OfType<string>().Select(action => G2Codes.Local(action).ToString()).Distinct(StringComparer.Ordinal).ToList();
            if (actions.Count > 0) words.Add($"{verb}: {string.Join(", ", actions)}.");
        }
        return words.Count > 0 ? string.Join(' ', words) : "There are terms of use in a language for machines.";
    }

    // So that "nothing stated" is one value.
    private static Rights Same(Rights rights) => rights is { Holder: null, Notice: null, UsageTerms: null, NoWeb: false, MandatoryCredit: null, Territories.Count: 0, NotForClientClasses.Count: 0 } ? Rights.None : rights;

    // AP: a list of terms.
    private static string? Terms(JsonValue? terms)
    {
        if (terms is not { Kind: JsonKind.Array, Values: var several }) return Text(terms);
        string? lines = null;
        foreach (var term in several) lines = lines is null ? Text(term) ?? "" : lines + "\n" + Text(term);
        return lines;
    }

    private static string? Text(JsonValue? value) => value is { Kind: JsonKind.String, Text: var text } ? text : null;

    /// <summary>The machine's terms in words, for people who read the usage terms.</summary>
    internal static string InWords(Rights rights)
    {
        var words = new List<string>();
        if (rights.NoWeb) words.Add("Not for web use.");
        if (rights.MandatoryCredit is { } credit) words.Add($"Mandatory credit: {credit}.");
        if (rights.Territories.Count > 0) words.Add($"Only for: {string.Join(", ", rights.Territories)}.");
        if (rights.NotForClientClasses.Count > 0) words.Add($"Not for: {string.Join(", ", rights.NotForClientClasses)}.");
        return string.Join(' ', words);
    }

    /// <summary>The same for machines: roles and values of alternative ids.</summary>
    internal static IEnumerable<(string Role, string Value)> AltIds(Rights rights)
    {
        if (rights.NoWeb) yield return (NinjsNames.NoWeb, "true");
        if (rights.MandatoryCredit is { } credit) yield return (NinjsNames.MandatoryCredit, credit);
        if (rights.Territories.Count > 0) yield return (NinjsNames.Territories, string.Join(',', rights.Territories));
        if (rights.NotForClientClasses.Count > 0) yield return (NinjsNames.NotFor, string.Join(',', rights.NotForClientClasses));
    }

    private static IReadOnlyList<string> List(string? value) => value?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static string? Find((string Role, string Value)[] altIds, string role)
    {
        foreach (var id in altIds) if (id.Role == role) return NewsText.OneLine(id.Value);
        return null;
    }
}
