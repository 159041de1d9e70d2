using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dateline.Proofs.Kills;

/// <summary>One request to a server that may die under it, and what is to be made of the answer.</summary>
/// <param name="What">What it does, for whoever reads a violation.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path.</param>
/// <param name="Then">Takes the answer in: what the proof expects from here on follows from it.</param>
internal sealed record Deed(string What, HttpMethod Method, string Path, Action<Heard> Then)
{
    internal byte[]? Body { get; init; }
    internal string ContentType { get; init; } = "application/json";
    /// <summary>The key under which it is done once, however often it is asked.</summary>
    internal string? Idempotency { get; init; }
    internal string? SecondKey { get; init; }

    /// <summary>Whether it changes anything: then it is asked again after a crash, until it is answered.</summary>
    internal bool Writes => Method != HttpMethod.Get;

    internal static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }
}

/// <summary>What the server answered, and when: the moments before the request left and after the answer was whole.</summary>
internal sealed record Heard(int Status, byte[] Body, bool IsReplay, DateTimeOffset Asked, DateTimeOffset Answered)
{
    internal bool IsDone => Status is >= 200 and < 300;
    internal string Text => Encoding.UTF8.GetString(Body);
    internal JsonNode Json => JsonNode.Parse(Body)!;
    internal string? Code => Body is [(byte)'{', ..] ? (string?)Json["code"] : null;
}

/// <summary>Speaks HTTP to servers that are killed. No answer is an answer here: null, and nobody knows whether it was done.</summary>
internal sealed class Asker(string secret) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5) }) { Timeout = TimeSpan.FromSeconds(20) };

    internal async Task<Heard?> Ask(Uri server, Deed deed)
    {
        using var request = new HttpRequestMessage(deed.Method, new Uri(server, deed.Path));
        if (deed.Path.StartsWith("/api/", StringComparison.Ordinal) || deed.Path.StartsWith("/intake/", StringComparison.Ordinal)) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        if (deed.Idempotency is { } key) request.Headers.Add("Idempotency-Key", key);
        if (deed.SecondKey is { } second) request.Headers.Add("Dateline-Second-Key", second);
        if (deed.Body is { } body) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(deed.ContentType) } };
        var asked = DateTimeOffset.UtcNow;
        try
        {
            using var response = await _client.SendAsync(request);
            var bytes = await response.Content.ReadAsByteArrayAsync();
            var replay = response.Headers.Contains("Idempotent-Replay") || response.Headers.Contains("Intake-Repeat");
            return new Heard((int)response.StatusCode, bytes, replay, asked, DateTimeOffset.UtcNow);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();
}
