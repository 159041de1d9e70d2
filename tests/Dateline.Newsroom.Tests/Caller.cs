using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Dateline.Newsroom.Tests;

/// <summary>An answer of the API, read.</summary>
public sealed record Said(HttpStatusCode Status, JsonNode? Json, HttpResponseMessage Response, byte[] Bytes)
{
    public string? Code => (string?)Json?["code"];

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The answer, if it is a success; else the test fails with what it says.</summary>
    public JsonNode Done
    {
        get
        {
            Assert.True((int)Status < 300, $"{(int)Status}: {Text}");
            return Json!;
        }
    }

    public void Refused(HttpStatusCode status, string code, string? pointer = null)
    {
        Assert.True(status == Status && code == Code, $"Expected {(int)status} {code}, got {(int)Status}: {Text}");
        Assert.StartsWith("application/problem+json", Response.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        Assert.Equal("urn:dateline:problem:" + code, (string?)Json!["type"]);
        Assert.Equal((int)status, (int?)Json["status"]);
        Assert.False(string.IsNullOrEmpty((string?)Json["detail"]));
        if (pointer is not null) Assert.Equal(pointer, (string?)Json["pointer"]);
    }
}

/// <summary>A program that speaks to the API with a key.</summary>
public sealed class Caller(Uri address, string secret, string name)
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    public string Secret => secret;

    public string Name => name;

    public Task<Said> Get(string path) => Send(HttpMethod.Get, path);

    public Task<Said> Post(string path, string? json = null, params (string, string)[] headers) => Send(HttpMethod.Post, path, json, headers);

    public Task<Said> Put(string path, string json, params (string, string)[] headers) => Send(HttpMethod.Put, path, json, headers);

    public Task<Said> Delete(string path) => Send(HttpMethod.Delete, path);

    public Task<Said> Send(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        Send(method, path, json is null ? null : Encoding.UTF8.GetBytes(json), "application/json", headers);

    public async Task<Said> Send(HttpMethod method, string path, byte[]? body, string type, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, "/api/v1/" + path));
        if (secret.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        foreach (var (header, value) in headers) request.Headers.TryAddWithoutValidation(header, value);
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        var response = await Client.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new Said(response.StatusCode, isJson && bytes.Length > 0 ? JsonNode.Parse(bytes) : null, response, bytes);
    }

    /// <summary>Begins a story: its id.</summary>
    public async Task<string> Draft(string headline = "Dockers and port resume talks", string? more = null) =>
        (string)(await Post("stories", $$$"""{"content":{"language":"en","slugline":"PORT-STRIKE","headline":"{{{headline}}}","body":"<p>Talks resumed.</p>"}{{{more}}}}""")).Done["id"]!;

    /// <summary>Does an action and expects it done.</summary>
    public async Task<JsonNode> Act(string story, string action, string json = "{}") => (await Try(story, action, json)).Done;

    public Task<Said> Try(string story, string action, string json = "{}") => Post($"stories/{story}/actions/{action}", json);
}
