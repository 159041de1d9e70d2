using System.Globalization;
using System.Text.Json;
using Dateline.News;
using Microsoft.AspNetCore.Http;

namespace Dateline.Delivery.Wire;

/// <summary>Why a client's request was not answered, as RFC 9457 writes it, with a stable <c>code</c>.</summary>
/// <param name="Code">The code: one of <see cref="Codes"/>.</param>
/// <param name="Detail">What happened, what is safe, what to do.</param>
internal sealed record WireProblem(string Code, string Detail)
{
    internal const string ContentType = "application/problem+json; charset=utf-8";

    /// <summary>After how many seconds to come again; null: it does not help to wait.</summary>
    internal int? RetryAfter { get; init; }

    /// <summary>The methods by which the address is asked; null: it was asked by one of them.</summary>
    internal string? Allow { get; init; }

    /// <summary>Every code with its HTTP status and its title, in the order in which a request can meet them.</summary>
    internal static IReadOnlyDictionary<string, (int Status, string Title)> Codes { get; } = new Dictionary<string, (int, string)>(StringComparer.Ordinal)
    {
        ["address-unknown"] = (404, "There is nothing at this address"),
        ["method-unknown"] = (405, "This address is asked in another way"),
        ["key-missing"] = (401, "A key is needed"),
        ["too-many"] = (429, "Too many requests"),
        ["scope-missing"] = (403, "The key may not do this"),
        ["query-bad"] = (400, "A parameter of the address can't be read"),
        ["chain-differs"] = (409, "The chain is another"),
        ["position-unknown"] = (400, "That is no position of this client"),
        ["filter-bad"] = (400, "The filter can't be read"),
        ["format-unknown"] = (400, "There is no such format"),
        ["format-not-yours"] = (403, "The contract does not name this format"),
        ["unknown"] = (404, "There is no such item"),
        ["not-acceptable"] = (406, "None of these media types is written here"),
        ["withdrawn"] = (410, "The item was withdrawn"),
        ["streams-many"] = (429, "Too many streams are open"),
        ["store-unavailable"] = (503, "The database does not answer"),
    };

    /// <summary>There is no such item, or it is not this client's: nobody can tell which.</summary>
    internal static WireProblem Unknown { get; } = new("unknown", "There is no such item among what you receive. Look it up on the wire.");

    internal static WireProblem StoreUnavailable { get; } = new("store-unavailable", "The database does not answer. Nothing was lost; ask again from the same position.") { RetryAfter = 5 };

    internal WireAnswer ToAnswer()
    {
        var (status, title) = Codes[Code];
        return new WireAnswer(WireAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "urn:dateline:problem:" + Code);
            json.WriteString("title", title);
            json.WriteNumber("status", status);
            json.WriteString("code", Code);
            json.WriteString("detail", Detail);
            json.WriteEndObject();
        }), ContentType)
        { Status = status, Headers = Headers() };
    }

    private List<(string, string)> Headers()
    {
        var headers = new List<(string, string)>();
        if (RetryAfter is { } seconds) headers.Add(("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)));
        if (Allow is { } methods) headers.Add(("Allow", methods));
        if (Code == "key-missing") headers.Add(("WWW-Authenticate", "Bearer"));
        return headers;
    }
}
