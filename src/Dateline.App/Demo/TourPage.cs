using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Dateline.News;

namespace Dateline.App.Demo;

/// <summary>The one-page tour at <c>/demo</c>: what has happened, what comes next, and what to click. It knows only what the public may know.</summary>
internal static class TourPage
{
    private const string Style = """
        :root{--ink:#14171a;--paper:#fff;--muted:#5b6470;--line:#e3e6ea;--wash:#f6f7f9;--accent:#0b5fff;--ok:#18794e;color-scheme:light dark}
        @media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#111418;--muted:#9aa4b2;--line:#2a2f36;--wash:#181c21;--accent:#7aa7ff;--ok:#5bd39b}}
        *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
        main{max-width:720px;margin:0 auto;padding:32px 16px 64px}h1{font:700 2rem/1.15 Charter,Georgia,"Noto Serif",serif;margin:0 0 12px;text-wrap:balance}
        h2{font-size:1rem;margin:32px 0 8px}p{margin:0 0 12px}a{color:var(--accent)}a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        .muted{color:var(--muted)}nav a{margin-right:16px;white-space:nowrap}nav{display:flex;flex-wrap:wrap;gap:4px 0;padding:12px 0;border-block:1px solid var(--line)}
        ol{list-style:none;margin:0;padding:0}li{display:grid;grid-template-columns:5.5rem 1fr;gap:0 12px;padding:8px 0;border-bottom:1px solid var(--line)}
        li time,li .when{font-variant-numeric:tabular-nums;color:var(--muted);white-space:nowrap}li.next{background:var(--wash)}li.later{color:var(--muted)}.ok{color:var(--ok)}
        progress{width:100%;height:8px;accent-color:var(--accent)}@media(max-width:480px){li{grid-template-columns:1fr}}
        """;

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    internal static async Task Write(HttpContext context, MorningPlayer player, TimeProvider time)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'sha256-{StyleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.WriteAsync(Html(player, Instant.Now(time)));
    }

    private static string Html(MorningPlayer player, Instant now)
    {
        var steps = player.Morning.Steps;
        var done = player.Done;
        var playing = done < steps.Count;
        var html = new StringBuilder(8192);
        html.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>A morning on the wire – Dateline demo</title>");
        if (playing) html.Append("<meta http-equiv=\"refresh\" content=\"3\">");
        html.Append("<style>").Append(Style).Append("</style></head><body><main><h1>A morning on the wire</h1>");
        html.Append("<p>Three invented agencies and a local paper are sending. Dateline takes each item in, matches it, routes it and releases it; the pages below change at once. Keep one open beside this one and reload it as you read.</p>");
        html.Append("<nav aria-label=\"What to look at\"><a href=\"/\">Front page</a><a href=\"/fr\" hreflang=\"fr\">En français</a><a href=\"/corrections\">Corrections</a><a href=\"/feed.rss\">RSS</a><a href=\"/feed.atom\">Atom</a><a href=\"/feed.json\">JSON Feed</a><a href=\"/sitemap.xml\">Sitemap</a></nav>");
        html.Append("<p class=\"muted\">The newsroom’s side, with what is under embargo and how long, is behind the staff link that the start printed in the terminal.</p>");
        html.Append(CultureInfo.InvariantCulture, $"<h2 id=\"p\">{done} of {steps.Count} items played{(playing ? "" : "; the morning is over")}</h2><progress aria-labelledby=\"p\" max=\"{steps.Count}\" value=\"{done}\"></progress>");
        if (player.Trouble is { } trouble) html.Append("<p role=\"alert\">").Append(Encode(trouble)).Append("</p>");
        html.Append("<h2>What happens</h2><ol>");
        AppendSteps(html, player, now, done);
        html.Append("</ol></main></body></html>");
        return html.ToString();
    }

    private static void AppendSteps(StringBuilder html, MorningPlayer player, Instant now, int done)
    {
        var next = true;
        for (var i = 0; i < player.Morning.Steps.Count; i++)
        {
            var step = player.Morning.Steps[i];
            if (step.What.Length == 0) continue;
            var at = player.At(step);
            var isDone = i < done;
            html.Append(isDone ? "<li>" : next ? "<li class=\"next\" aria-current=\"step\">" : "<li class=\"later\">");
            html.Append("<time datetime=\"").Append(at).Append("\">").Append(isDone ? "<span class=\"ok\">✓</span> " : "").Append(isDone ? Clock(step.Second) : In(at - now)).Append("</time><span>").Append(Encode(step.What)).Append("</span></li>");
            if (!isDone) next = false;
        }
    }

    private static string Clock(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60}:{(int)seconds % 60:00}");

    private static string In(TimeSpan span) => span <= TimeSpan.Zero ? "now" : string.Create(CultureInfo.InvariantCulture, $"in {(int)span.TotalMinutes}:{span.Seconds:00}");

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
