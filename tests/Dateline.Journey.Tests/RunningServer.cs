using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Dateline.Journey.Tests;

/// <summary><c>dateline serve</c> in a process of its own, set up as an operator would: a key made beforehand, sources and a route over the API.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private DatelineProcess? _process;
    private HttpClient? _http;

    /// <summary>Where it listens.</summary>
    public Uri Address => _process!.Address;

    /// <summary>A client that holds the key.</summary>
    public HttpClient Http => _http!;

    /// <summary>The process: what it prints, among others.</summary>
    public DatelineProcess Process => _process!;

    /// <summary>How much memory the process holds, in MiB; null where the system does not tell.</summary>
    public long? Mebibytes => File.Exists($"/proc/{_process!.Id}/status")
        ? long.Parse(File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024
        : null;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var (exit, key) = await DatelineProcess.RunAsync(["key", "create", "--data", _folder["data"]]);
        Assert.Equal(0, exit);
        _process = await DatelineProcess.StartAsync(["serve", "--data", _folder["data"], "--urls", $"http://127.0.0.1:{FreePort.Next()}"]);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            BaseAddress = Address,
            Timeout = TimeSpan.FromMinutes(2),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key.Trim()) },
        };
        await PutAsync("sources/np", """{"name":"Northern Press"}""");
        await PutAsync("routes", """{"items":[{"name":"Everything goes out","actions":{"send":true}}]}""");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Puts something over the API.</summary>
    public async Task PutAsync(string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await Http.PutAsync("/api/v1/" + path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What the API says.</summary>
    public async Task<JsonNode> ApiAsync(string path)
    {
        using var answer = await Http.GetAsync("/api/v1/" + path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Sends a body to the intake: the status, and the answer read.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Answer)> IntakeAsync(byte[] body, string? encoding = null, string source = "np")
    {
        using var content = new ByteArrayContent(body);
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);
        // A large body is answered before it is sent.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/intake/" + source) { Content = content, Headers = { ExpectContinue = body.Length > 1_000_000 } };
        using var answer = await Http.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <summary>Sends a body that holds one item: "outcome", or "outcome code" where it is in quarantine.</summary>
    public async Task<string> OutcomeAsync(string document) => Outcome((await IntakeAsync(Encoding.UTF8.GetBytes(document))).Answer);

    /// <summary>The outcomes of an answer of the intake.</summary>
    public static string Outcome(JsonNode answer) => answer["items"] is JsonArray items
        ? string.Join(", ", items.Select(i => $"{i!["outcome"]} {i["code"]}".TrimEnd()))
        : (string?)answer["code"] ?? "";

    /// <summary>Takes an item in, which a route sends: the address of its page.</summary>
    public async Task<string> PublishedAsync(string document)
    {
        var (_, answer) = await IntakeAsync(Encoding.UTF8.GetBytes(document));
        return await PageOfAsync((string)answer["items"]![0]!["story"]!);
    }

    /// <summary>The address of a story's page, as it stands now.</summary>
    public async Task<string> PageOfAsync(string story)
    {
        var page = (string)(await ApiAsync("stories/" + story))["page"]!;
        using var answer = await Http.GetAsync(page);
        return answer.Headers.Location?.ToString() ?? page;
    }

    /// <summary>What a reader gets at an address, going where it leads.</summary>
    public async Task<(HttpStatusCode Status, string Text)> ReadAsync(string path)
    {
        using var reader = new HttpClient();
        using var answer = await reader.GetAsync(new Uri(Address, path));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A new client of one product: the key that reads their wire.</summary>
    public async Task<string> ClientAsync(string code, string product)
    {
        await PutAsync("clients/" + code, $$"""{"name":"{{code}}","products":["{{product}}"]}""");
        using var body = new StringContent("""{"name":"test"}""", Encoding.UTF8, "application/json");
        using var made = await Http.PostAsync($"/api/v1/clients/{code}/keys", body);
        return (string)JsonNode.Parse(await made.Content.ReadAsStringAsync())!["secret"]!;
    }

    /// <summary>Bytes on a connection, and all that comes back until the server closes it: for what no client would send.</summary>
    public async Task<string> RawAsync(string request, TimeSpan? wait = null)
    {
        using var deadline = new CancellationTokenSource(wait ?? TimeSpan.FromSeconds(60));
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port, deadline.Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request.Replace("{host}", $"{Address.Host}:{Address.Port}")), deadline.Token);
        using var answer = new MemoryStream();
        try { await stream.CopyToAsync(answer, deadline.Token); }
        // A connection that the server resets after its answer has given it all the same.
        catch (IOException) when (answer.Length > 0) { }
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
