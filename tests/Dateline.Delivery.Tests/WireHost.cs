using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Dateline.Delivery.Wire;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dateline.Delivery.Tests;

/// <summary>The API for clients on a port of its own, over an agency's store and dispatcher.</summary>
public sealed class WireHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Agency _agency;

    private WireHost(WebApplication app, Agency agency)
    {
        (_app, _agency) = (app, agency);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    /// <summary>The addresses there are, as patterns.</summary>
    public IEnumerable<string> Routes => ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)_app).DataSources.SelectMany(s => s.Endpoints).OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>().Select(e => e.RoutePattern.RawText!);

    internal WireHub Hub => _app.Services.GetRequiredService<WireHub>();

    public static async Task<WireHost> Start(Agency agency, WireOptions? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(agency.Store);
        builder.Services.AddSingleton(agency.Dispatcher);
        builder.Services.AddSingleton(new DeliveryOptions { Wire = options ?? new WireOptions { Burst = 10_000 } });
        DeliveryModule.AddWire(builder.Services);
        var app = builder.Build();
        DeliveryModule.MapWire(app);
        await app.StartAsync();
        return new WireHost(app, agency);
    }

    /// <summary>A client that reads by key; the key.</summary>
    public async Task<string> Reader(string code, string filter = "everything", bool inAdvance = false, params string[] scopes) => await _agency.Store.Write(tx =>
    {
        Assert.True(Clients.Save(tx, new Product(code + "-product", code, filter), "test").IsDone);
        var client = Clients.Save(tx, new Client { Id = default, Code = code, Name = code, Products = [code + "-product"], Contacts = [new Contact("Night desk", "555 0100", OnDuty: true)] }, "test").Value!;
        var made = ClientKeys.Create(tx, client, "test", scopes.Length == 0 ? [ClientKeys.Wire, ClientKeys.Search] : scopes, "test").Value;
        if (inAdvance) Destinations.Save(tx, Destinations.Find(tx.Db, made.Key.Destination)! with { InAdvance = true }, "test");
        return made.Secret;
    });

    public async Task<Answered> Get(string key, string path = "/wire/v1", HttpMethod? method = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (key.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        return new Answered((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers.Concat(response.Content.Headers).Where(h => h.Key != "Date").ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>What the client reads after a position, as "type version slug" lines, and where it goes on.</summary>
    public async Task<(string Entries, string Next)> Page(string key, string? after = null)
    {
        var json = (await Get(key, "/wire/v1" + (after is null ? "" : "?after=" + after))).Json;
        return (string.Join(' ', json["items"]!.AsArray().Select(i => $"{i!["type"]}{i["version"]}")), (string)json["next"]!);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>An answer of the API.</summary>
public sealed record Answered(int Status, byte[] Bytes, Dictionary<string, string> Headers)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes)!;

    public void Refused(int status, string code)
    {
        Assert.Equal((status, code), (Status, (string?)Json["code"]));
        Assert.StartsWith("application/problem+json", Headers["Content-Type"], StringComparison.Ordinal);
    }
}
