using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dateline.Site.Tests;

/// <summary>What a subscriber was sent: which feed, its bytes, and whether the hub's signature over them is right.</summary>
internal sealed record Pushed(string Topic, string Text, bool IsSigned);

/// <summary>
/// A WebSub hub and a subscriber on loopback, as the W3C text has them (§5 to §7): the hub is told of a feed, asks for it, and posts it to the subscriber, signed with the secret that was given at subscription.
/// The subscription itself is verified by a challenge.
/// </summary>
internal sealed class LoopbackHub : IAsyncDisposable
{
    private static readonly byte[] Secret = "a secret of the subscriber's"u8.ToArray();
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly HashSet<string> _topics = [];
    private readonly Channel<Pushed> _pushed = Channel.CreateUnbounded<Pushed>();
    private int _refuses;

    private LoopbackHub(WebApplication app) => _app = app;

    internal Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hub");

    /// <summary>Where the site that owns the topics listens.</summary>
    internal Uri? Site { get; set; }

    /// <summary>The feeds it was told of, in order.</summary>
    internal Channel<string> Told { get; } = Channel.CreateUnbounded<string>();

    /// <summary>How many of the next calls it answers with "not now".</summary>
    internal int Refuses { set => Interlocked.Exchange(ref _refuses, value); }

    internal static async Task<LoopbackHub> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var hub = new LoopbackHub(app);
        app.MapPost("/hub", (RequestDelegate)hub.Publish);
        app.MapGet("/subscriber", (RequestDelegate)Verify);
        app.MapPost("/subscriber", (RequestDelegate)hub.Take);
        await app.StartAsync();
        return hub;
    }

    /// <summary>Subscribes to a feed as its own text says: its hub and its own address.</summary>
    internal async Task Subscribe(string feed, string topic)
    {
        Assert.Contains(Address.AbsoluteUri, feed);
        Assert.Contains(topic, feed);
        var challenge = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var query = new QueryBuilder { { "hub.mode", "subscribe" }, { "hub.topic", topic }, { "hub.challenge", challenge }, { "hub.lease_seconds", "864000" } };
        Assert.Equal(challenge, await _http.GetStringAsync(new Uri(Address, "/subscriber" + query)));
        _topics.Add(topic);
    }

    internal async Task<Pushed> NextPushed() => await _pushed.Reader.ReadAsync(TestContext.Current.CancellationToken);

    private static Task Verify(HttpContext context) => context.Response.WriteAsync(context.Request.Query["hub.challenge"].ToString());

    private async Task Publish(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        Assert.Equal("publish", form["hub.mode"].ToString());
        var topic = form["hub.url"].ToString();
        if (Interlocked.Decrement(ref _refuses) >= 0) { context.Response.StatusCode = 503; return; }
        context.Response.StatusCode = 202;
        if (_topics.Contains(topic)) await Distribute(topic);
        Told.Writer.TryWrite(topic);
    }

    private async Task Distribute(string topic)
    {
        var body = await _http.GetByteArrayAsync(new Uri(Site!, new Uri(topic).AbsolutePath));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "/subscriber")) { Content = new ByteArrayContent(body) };
        request.Headers.Add("Link", $"<{topic}>; rel=\"self\"");
        request.Headers.Add("X-Hub-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Secret, body)));
        (await _http.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private async Task Take(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var signed = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Secret, body.ToArray()));
        _pushed.Writer.TryWrite(new(context.Request.Headers.Link.ToString().Split('<', '>')[1], Encoding.UTF8.GetString(body.ToArray()), context.Request.Headers["X-Hub-Signature"] == signed));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }
}
