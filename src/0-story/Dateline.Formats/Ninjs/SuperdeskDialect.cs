using Dateline.Formats.Json;
using Dateline.News;

namespace Dateline.Formats.Ninjs;

/// <summary>
/// Newsrooms on Superdesk (ninjs since its first release of 2015). The identity is <c>guid</c>; beside the standard's members stand <c>service</c> (ANPA's categories),
/// <c>authors</c>, <c>priority</c>, <c>keywords</c>, <c>signal</c>, <c>evolvedfrom</c> and <c>extra</c>; absent is null. It is not valid by any schema of IPTC's.
/// Subjects without a scheme are IPTC's: of eight digits, of which Media Topics begin with 2.
/// </summary>
internal sealed class SuperdeskDialect() : Dialect<NinjsDraft>(new("superdesk", "Newsrooms on Superdesk", "ninjs 1.1, 2015", "guid for uri; service, authors, priority, keywords, evolvedfrom and extra beside the standard's members; subject codes without a scheme."))
{
    private static readonly string[] Own = ["service", "priority", "authors", "firstpublished", "products", "evolvedfrom", "extra", "readtime", "annotations", "refs"];

    internal override bool Recognises(NinjsDraft draft) => draft.Item.Json["uri"] is null && draft.Item.Json["guid"] is not null && Own.Any(name => draft.Item.Json.Has(name));

    internal override void Settle(NinjsDraft draft)
    {
        var json = draft.Item.Json;
        draft.Subjects = draft.Subjects?.ConvertAll(s => s with { Code = Standard(s.Code) });
        foreach (var service in JsonValues.OfArray(json["service"]))
            if (Text(service["code", "qcode"]) is { } code) (draft.Subjects ??= []).Add(new Concept("anpacat:" + code, Text(service["name"])));
        draft.FirstCreated ??= draft.Item.Date("firstpublished");
        draft.Dek ??= Text(json["extra"]?["sub_headline"]) ?? Text(json["extra"]?["subtitle"]);
        draft.Credit ??= Text(json["creditline"]);
    }

    // "mediatopic:20000638", "20000638", "subject:15054000", "15054000".
    private static string Standard(string code)
    {
        var local = code[(code.LastIndexOf(':') + 1)..];
        var scheme = code[..^local.Length].TrimEnd(':');
        if (local.Length != 8 || !local.All(char.IsAsciiDigit) || scheme is not ("" or "mediatopic" or "mediatopics" or "iptc_mediatopics" or "subject" or "iptc_subject_code" or "subject_code")) return code;
        return (local[0] == '2' || scheme.Contains("mediatopic", StringComparison.Ordinal) ? "medtop:" : "subj:") + local;
    }

    private static string? Text(JsonValue? value) => value is { Kind: JsonKind.String or JsonKind.Number, Text: var text } ? NewsText.OneLine(text) : null;
}
