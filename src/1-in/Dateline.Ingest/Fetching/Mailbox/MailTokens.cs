using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Dateline.Ingest.HttpPush;

namespace Dateline.Ingest.Fetching.Mailbox;

/// <summary>
/// The tokens with which mail services that take no password let us in: asked for with a client's id and secret (OAuth 2.0, RFC 6749 §4.4), and kept in memory until shortly before they end.
/// </summary>
internal sealed class MailTokens(IWayOut way, TimeProvider time) : IDisposable
{
    private const int MostBytes = 64 * 1024;
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(5), Before = TimeSpan.FromMinutes(1);

    private readonly HttpMessageInvoker _http = new(way.Handler());
    private readonly ConcurrentDictionary<(TokenPlace Place, string Secret), (string Token, DateTimeOffset Ends)> _known = new();

    /// <summary>A token that still holds.</summary>
    internal async Task<string> Get(TokenPlace place, string secret, CancellationToken stop)
    {
        if (_known.TryGetValue((place, secret), out var known) && known.Ends > time.GetUtcNow()) return known.Token;
        using var request = new HttpRequestMessage(HttpMethod.Post, place.Url) { Content = new FormUrlEncodedContent(Form(place, secret)) };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        using var answer = await _http.SendAsync(request, stop);
        await using var stream = await answer.Content.ReadAsStreamAsync(stop);
        var bytes = await BodyReader.ToEnd(stream, 4096, MostBytes, stop) ?? throw Odd(answer);
        if (answer.StatusCode != HttpStatusCode.OK) throw Refused(answer, bytes);
        var (token, seconds) = Read(bytes) ?? throw Odd(answer);
        _known[(place, secret)] = (token, time.GetUtcNow() + (seconds is { } stated ? TimeSpan.FromSeconds(Math.Clamp(stated, 0, 86_400)) : Usual) - Before);
        return token;
    }

    /// <summary>A token did not let us in: the next look asks for another.</summary>
    internal void Forget(TokenPlace place, string secret) => _known.TryRemove((place, secret), out _);

    private static Dictionary<string, string> Form(TokenPlace place, string secret)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = place.Client, ["client_secret"] = secret };
        if (place.Scope is { } scope) form["scope"] = scope;
        return form;
    }

    private static (string Token, long? Seconds)? Read(ReadOnlyMemory<byte> bytes) =>
        Member(bytes, "access_token") is not { ValueKind: JsonValueKind.String } token || token.GetString() is not { Length: > 0 } text ? null
        : (text, Member(bytes, "expires_in") is { ValueKind: JsonValueKind.Number } ends && ends.TryGetInt64(out var seconds) ? seconds : null);

    private static JsonElement? Member(ReadOnlyMemory<byte> bytes, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var member) ? member.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // "error" is a word that the standard names (§5.2); what stands beside it may hold more than the screen should show.
    private static FetchException Refused(HttpResponseMessage answer, ReadOnlyMemory<byte> bytes) => new("sign-in-refused", string.Create(CultureInfo.InvariantCulture,
        $"The mail service gave us no token ({(int)answer.StatusCode}{(ErrorOf(bytes) is { } word ? ", " + word : "")}): the client's id or secret is not right any more, or the client may not read this mailbox. Nothing was lost."));

    private static string? ErrorOf(ReadOnlyMemory<byte> bytes) =>
        Member(bytes, "error") is { ValueKind: JsonValueKind.String } error && error.GetString() is { Length: < 60 } word && word.All(static c => char.IsAsciiLetterLower(c) || c == '_') ? word : null;

    private static FetchException Odd(HttpResponseMessage answer) => new("token-odd", string.Create(CultureInfo.InvariantCulture, $"What the mail service answered is no token ({(int)answer.StatusCode}). Nothing was lost; look whether the address that gives tokens is right."));

    public void Dispose() => _http.Dispose();
}
