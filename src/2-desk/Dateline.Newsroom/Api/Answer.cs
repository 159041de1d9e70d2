using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dateline.News;

namespace Dateline.Newsroom.Api;

/// <summary>What the API answers: made in full before a byte is sent, so that it can be kept beside the work it tells of.</summary>
internal sealed record Answer
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal const string JsonType = "application/json; charset=utf-8";
    internal const string ProblemType = "application/problem+json; charset=utf-8";

    /// <summary>The HTTP status.</summary>
    internal required int Status { get; init; }
    /// <summary>The media type; null where there is no body.</summary>
    internal string? ContentType { get; init; }
    /// <summary>The body.</summary>
    internal ReadOnlyMemory<byte> Body { get; init; }
    /// <summary>Headers beside the usual ones.</summary>
    internal IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
    /// <summary>Whether the command behind it must leave nothing: what it has written so far is undone.</summary>
    internal bool Undoes { get; init; }
    /// <summary>What is kept for a repeated request, where that is not the body: a secret is told once.</summary>
    internal ReadOnlyMemory<byte>? Kept { get; init; }

    /// <summary>The body as text.</summary>
    internal string Text => Encoding.UTF8.GetString(Body.Span);

    internal static Answer Ok(Action<Utf8JsonWriter> write) => Json(200, write);

    internal static Answer Json(int status, Action<Utf8JsonWriter> write) => new() { Status = status, ContentType = JsonType, Body = Bytes(write) };

    internal static Answer Created(string location, Action<Utf8JsonWriter> write) => Json(201, write) with { Headers = [("Location", location)] };

    internal static Answer NoContent => new() { Status = 204 };

    /// <summary>A list: <c>items</c>, and <c>next</c> where there is more.</summary>
    internal static Answer List<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write, string? next = null) => Ok(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var item in items) write(json, item);
        json.WriteEndArray();
        if (next is not null) json.WriteString("next", next);
        json.WriteEndObject();
    });

    public static implicit operator Answer(Problem problem) => problem.ToAnswer();

    public static implicit operator Answer(Refusal refusal) => Problem.From(refusal).ToAnswer();

    internal static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Compact)) write(json);
        return buffer.WrittenSpan.ToArray();
    }
}
