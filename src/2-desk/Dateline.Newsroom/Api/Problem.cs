using System.Text.Json;
using Dateline.News;

namespace Dateline.Newsroom.Api;

/// <summary>
/// Why something was not done, as RFC 9457 writes it, with a stable <c>code</c>. <c>detail</c> says what happened, what is safe and what to do.
/// </summary>
/// <param name="Code">The code: one of <see cref="ProblemCodes"/>.</param>
/// <param name="Detail">What happened, what is safe, what to do.</param>
/// <param name="Pointer">The member of the body it is about (RFC 6901); null where it is none.</param>
internal sealed record Problem(string Code, string Detail, string? Pointer = null)
{
    private const string TypePrefix = "urn:dateline:problem:";

    /// <summary>More members, such as where a text was kept.</summary>
    internal Action<Utf8JsonWriter>? More { get; init; }

    /// <summary>Whether what was written so far must stay: the losing text of two is kept.</summary>
    internal bool Keeps { get; init; }

    /// <summary>A refusal of the rules, with the member of the body that it speaks of.</summary>
    internal static Problem From(Refusal refusal) => new(refusal.Code, refusal.Message, PointerOf(refusal.Field));

    internal Answer ToAnswer() => new() { Status = ProblemCodes.StatusOf(this), ContentType = Answer.ProblemType, Body = Answer.Bytes(Write), Undoes = !Keeps };

    private void Write(Utf8JsonWriter json)
    {
        var status = ProblemCodes.StatusOf(this);
        json.WriteStartObject();
        json.WriteString("type", TypePrefix + Code);
        json.WriteString("title", ProblemCodes.TitleOf(this));
        json.WriteNumber("status", status);
        json.WriteString("code", Code);
        json.WriteString("detail", Detail);
        if (Pointer is not null)
        {
            json.WriteString("pointer", Pointer);
            json.WriteString("field", Pointer.TrimStart('/').Replace('/', '.'));
        }
        More?.Invoke(json);
        json.WriteEndObject();
    }

    private static string? PointerOf(string? field) => field switch
    {
        null or "action" or "story" or "follows" => null,
        "notice" => "/notice/text",
        "headline" => "/content/headline",
        "secondPerson" => null,
        _ => "/" + field,
    };
}
