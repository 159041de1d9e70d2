using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dateline.Ingest.Tests.Fetching;

/// <summary>A real web server on a loopback port with a feed that grows, behind a password. What it answers can be put in another's place.</summary>
public sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<string> _items = [];

    private FeedServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First() + "/feed");

    /// <summary>The feed's user.</summary>
    public static string User => "dateline";

    /// <summary>The user's password.</summary>
    public static string Password => "let-us-in";

    /// <summary>Answers in place of the feed; null: the feed does.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    /// <summary>What it answered, and what it had been asked with, in order.</summary>
    public List<(int Status, string Authorization, string IfModifiedSince)> Answers { get; } = [];

    public static async Task<FeedServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new FeedServer(builder.Build());
        server._app.Run(async context =>
        {
            var asked = (context.Request.Headers.Authorization.ToString(), context.Request.Headers.IfModifiedSince.ToString());
            await (server.Instead ?? server.Feed)(context);
            server.Answers.Add((context.Response.StatusCode, asked.Item1, asked.Item2));
        });
        await server._app.StartAsync();
        return server;
    }

    public void Add(string guid, string headline) => _items.Insert(0, $"<item><guid isPermaLink=\"false\">{guid}</guid><title>{headline}</title><pubDate>Mon, 24 Aug 2026 06:00:00 GMT</pubDate><description>The bridge is open again.</description></item>");

    public void AddNonsense() => _items.Insert(0, "<item></item>");

    public byte[] Body => Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>Northern Press</title><link>https://np.example/</link><description>News</description>{string.Concat(_items)}</channel></rss>");

    /// <summary>The feed, with a tag by which it is known again.</summary>
    public async Task Feed(HttpContext context)
    {
        if (context.Request.Headers.Authorization != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")))
        {
            context.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
            return;
        }
        var etag = string.Create(CultureInfo.InvariantCulture, $"\"{Convert.ToHexStringLower(SHA256.HashData(Body))[..16]}\"");
        context.Response.Headers.ETag = etag;
        context.Response.Headers.LastModified = "Mon, 24 Aug 2026 06:00:00 GMT";
        if (context.Request.Headers.IfNoneMatch == etag) context.Response.StatusCode = (int)HttpStatusCode.NotModified;
        else await context.Response.Body.WriteAsync(Body);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
