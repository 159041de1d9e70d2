using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dateline.Newsroom.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Api;

/// <summary>
/// Why something was not done, in the language of the person who asked: the screens show what the API says. Where their language has no words for a code, and for every
/// program, it is the English of the contract. The code is the same for all.
/// </summary>
internal static class TheirWords
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a refusal's sentence is for whoever asks.</summary>
    internal static string Why(HttpContext http, string code, string detail) => Words(http) is { } words && words.Has("refused-" + code) ? words["refused-" + code] : detail;

    /// <summary>What was odd about a text, in words for whoever sent it.</summary>
    internal static IReadOnlyList<ContentNote> Of(HttpContext http, IReadOnlyList<ContentNote> notes) => Words(http) is { } words ? [.. notes.Select(n => n with { Detail = words.Told("noted-", n.Code) ?? n.Detail })] : notes;

    /// <summary>A problem with its sentence in the person's language; any other answer as it is.</summary>
    internal static Answer In(HttpContext http, Answer answer)
    {
        if (answer.ContentType != Answer.ProblemType || Words(http) is not { } words || JsonNode.Parse(answer.Body.Span) is not JsonObject problem) return answer;
        var name = "refused-" + (string?)problem["code"];
        if (!words.Has(name)) return answer;
        problem["detail"] = words.Fill(name, (string?)problem["lock"]?["name"], (int?)problem["keptAs"]);
        return answer with { Body = JsonSerializer.SerializeToUtf8Bytes(problem, Plain) };
    }

    private static StaffWords? Words(HttpContext http) => http.User.Identities.Any(i => i is { IsAuthenticated: true, AuthenticationType: StaffSession.Name })
        && StaffWords.For(http.Request, http.RequestServices.GetRequiredService<NewsroomOptions>()) is { IsOfTheContract: false } words ? words : null;
}
