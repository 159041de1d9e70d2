using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dateline.News;

namespace Dateline.App.Commands.Remote;

/// <summary>
/// A running server as a verb speaks to it. Every POST carries an idempotency key, so a request whose answer was lost is sent again safely.
/// </summary>
internal sealed class RemoteServer(Uri address, string key, bool printsJson, CancellationToken stop) : IDisposable
{
    private const int Tries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

#pragma warning disable RS0030 // The guarded outbound client is for strangers' addresses; this one is the operator's own.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = address.IsLoopback is false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = TimeSpan.FromSeconds(60) };
#pragma warning restore RS0030

    /// <summary>Whether the person asked for JSON.</summary>
    internal bool PrintsJson => printsJson;

    /// <summary>Where it is.</summary>
    internal Uri Address => address;

    /// <summary>Ends when the person stops the verb.</summary>
    internal CancellationToken Stop => stop;

    internal Task<JsonNode> Get(string path) => Send(HttpMethod.Get, path);

    internal Task<JsonNode> Post(string path, JsonNode? body = null, params (string Name, string Value)[] headers) => Send(HttpMethod.Post, path, body, headers);

    /// <summary>The answer's bytes as they are: a version in a wire format.</summary>
    internal async Task<byte[]> Bytes(string path)
    {
        using var response = await Answer(HttpMethod.Get, path, null, []);
        var bytes = await response.Content.ReadAsByteArrayAsync(stop);
        return response.IsSuccessStatusCode ? bytes : throw Refusal(response, bytes);
    }

    internal async Task<JsonNode> Send(HttpMethod method, string path, JsonNode? body = null, params (string Name, string Value)[] headers)
    {
        using var response = await Answer(method, path, body, headers);
        var bytes = await response.Content.ReadAsByteArrayAsync(stop);
        if (!response.IsSuccessStatusCode) throw Refusal(response, bytes);
        return bytes.Length == 0 ? new JsonObject() : JsonNode.Parse(bytes)!;
    }

    private async Task<HttpResponseMessage> Answer(HttpMethod method, string path, JsonNode? body, (string Name, string Value)[] headers)
    {
        var once = method == HttpMethod.Post ? IdSource.System.NewToken(26) : null;
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, new Uri(address, "/api/v1/" + path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            if (once is not null) request.Headers.Add("Idempotency-Key", once);
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            try
            {
                return await _http.SendAsync(request, stop);
            }
            catch (HttpRequestException lost) when (attempt == Tries || lost.HttpRequestError == HttpRequestError.ConnectionError && attempt > 1)
            {
                throw new RemoteRefusal(ExitCodes.Unreachable, $"{address} can't be reached: {lost.Message} Start Dateline, or name another server with --server.");
            }
            catch (HttpRequestException) { await Task.Delay(Pause * attempt, TimeProvider.System, stop); }
        }
    }

    private static RemoteRefusal Refusal(HttpResponseMessage response, byte[] bytes)
    {
        try
        {
            var problem = JsonNode.Parse(bytes)!;
            return new RemoteRefusal(ExitCodes.Refused, $"{(string?)problem["code"]}: {(string?)problem["detail"]}{((string?)problem["pointer"] is { } at ? $" [{at}]" : "")}");
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or NullReferenceException)
        {
            return new RemoteRefusal(ExitCodes.Unreachable, $"The server answered {(int)response.StatusCode}, but not as Dateline does. Look at --server.");
        }
    }

    public void Dispose() => _http.Dispose();
}
