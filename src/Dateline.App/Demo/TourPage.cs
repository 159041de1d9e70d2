using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Stories;

namespace Dateline.App.Demo;

/// <summary>
/// The one-page tour at <c>/demo</c>: what has happened, what comes next, and what to click. It knows only what the public may know:
/// a step leads to its story's page where the gate opens that page, or where readers are told that it is gone.
/// </summary>
internal static class TourPage
{
    private const string Style = """
        :root{--ink:#14171a;--paper:#fff;--muted:#5b6470;--line:#e3e6ea;--wash:#f6f7f9;--accent:#0b5fff;--ok:#18794e;color-scheme:light dark}
        @media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#111418;--muted:#9aa4b2;--line:#2a2f36;--wash:#181c21;--accent:#7aa7ff;--ok:#5bd39b}}
        *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;overflow-wrap:break-word}
        main{max-width:752px;margin:0 auto;padding:32px 16px 64px}h1{font:700 2rem/1.15 Charter,Georgia,"Noto Serif",serif;margin:0 0 12px;text-wrap:balance}
        h2{font-size:1rem;margin:32px 0 8px}p{margin:0 0 12px}a{color:var(--accent);text-underline-offset:.15em;text-decoration-thickness:1px}:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
        .skip{position:absolute;left:-999px}.skip:focus{left:16px;top:8px;background:var(--paper);padding:8px 16px}
        .muted{color:var(--muted)}nav{margin:20px 0;padding:10px 0;border-block:1px solid var(--line)}nav ul{display:flex;flex-wrap:wrap;gap:0 20px}nav a{display:block;padding:4px 0;white-space:nowrap}
        #said{margin:24px 0 0;padding:12px 16px;border-inline-start:3px solid var(--accent);background:var(--wash)}
        ul,ol{list-style:none;margin:0;padding:0}ol li{display:grid;grid-template-columns:5.5rem 1fr;gap:0 12px;padding:10px 0;border-bottom:1px solid var(--line)}
        li time{font-variant-numeric:tabular-nums;color:var(--muted);white-space:nowrap}.next{box-shadow:-3px 0 0 var(--accent);padding-inline-start:13px}.later{color:var(--muted)}.ok{color:var(--ok)}li a{white-space:nowrap}
        progress{display:block;width:100%;height:8px;accent-color:var(--accent)}@media(max-width:480px){ol li{grid-template-columns:1fr}}
        """;

    // Puts the next state of the page in the place of this one, without a jump: the focus stays, and what is being selected is left alone.
    private const string Script = """
        (() => {
          const policy = window.trustedTypes ? trustedTypes.createPolicy('tour', { createHTML: s => s }) : { createHTML: s => s };
          const look = async () => {
            try {
              if (!document.hidden && getSelection().isCollapsed) {
                const answer = await fetch(location.pathname, { cache: 'no-store', redirect: 'error' });
                const next = new DOMParser().parseFromString(policy.createHTML(await answer.text()), 'text/html');
                const at = document.activeElement && document.querySelector('#now').contains(document.activeElement) && document.activeElement.getAttribute('href');
                document.querySelector('#now').replaceWith(document.adoptNode(next.querySelector('#now')));
                if (at) document.querySelector('#now a[href="' + at + '"]')?.focus({ preventScroll: true });
                const [said, saying] = [document.querySelector('#said'), next.querySelector('#said')];
                if (said.textContent !== saying.textContent) said.textContent = saying.textContent;
              }
            } catch { /* the page stays as it was; the next look may succeed */ }
            if (document.querySelector('#now').dataset.over === undefined) setTimeout(look, 1000);
          };
          setTimeout(look, 1000);
        })();
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types tour";

    /// <param name="context">The request.</param>
    /// <param name="player">What plays the morning.</param>
    /// <param name="store">The store.</param>
    /// <param name="second">Where the second site is, without the port.</param>
    internal static async Task Write(HttpContext context, MorningPlayer player, NewsStore store, string second)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        await response.WriteAsync(store.Read(db => Html(player, db, store.Clock.Now(), string.Create(CultureInfo.InvariantCulture, $"{second}:{context.Request.Host.Port ?? 80}/"))));
    }

    private static string Html(MorningPlayer player, Db db, Instant now, string second)
    {
        var (done, all) = (player.Done, player.Morning.Steps.Count);
        var isOver = done == all;
        var html = new StringBuilder(16_384);
        html.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><link rel=\"icon\" type=\"image/svg+xml\" href=\"/favicon.svg\"><title>A morning on the wire – Dateline demo</title>");
        if (!isOver) html.Append("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>");
        html.Append("<style>").Append(Style).Append("</style></head><body><a class=\"skip\" href=\"#what\">Skip to what happens</a><main><h1>A morning on the wire</h1>");
        html.Append("<p>Three invented agencies and a local paper are sending. Dateline takes each item in, matches it, routes it and releases it; the public site changes at once. Keep a page of it open beside this one, and load it again as you read.</p>");
        html.Append("<nav aria-label=\"What to look at\"><ul><li><a href=\"/\">Front page</a></li><li><a href=\"/fr\" hreflang=\"fr\" lang=\"fr\">En français</a></li><li><a href=\"").Append(second).Append("\" hreflang=\"fr\">A second site</a></li><li><a href=\"/world\">A section</a></li><li><a href=\"/topics\">Topics</a></li><li><a href=\"/search\">Search</a></li><li><a href=\"/events\">Events</a></li><li><a href=\"/obituaries\">Obituaries</a></li><li><a href=\"/corrections\">Corrections</a></li><li><a href=\"/feed.rss\">RSS</a></li><li><a href=\"/feed.atom\">Atom</a></li><li><a href=\"/feed.json\">JSON Feed</a></li><li><a href=\"/sitemap.xml\">Sitemap</a></li></ul></nav>");
        html.Append("<p class=\"muted\">The newsroom’s side, with what is under embargo and how long, is behind the staff link that the start printed in the terminal.</p>");
        html.Append("<p id=\"said\" role=\"status\">").Append(Encode(isOver ? "The morning is over. Everything stays as it stands now, until you end the demo." : Latest(player, done))).Append("</p>");
        html.Append(CultureInfo.InvariantCulture, $"<div id=\"now\"{(isOver ? " data-over" : "")}><h2 id=\"p\">{done} of {all} items played</h2><progress aria-labelledby=\"p\" max=\"{all}\" value=\"{done}\"></progress>");
        if (player.Trouble is { } trouble) html.Append("<p role=\"alert\">").Append(Encode(trouble)).Append("</p>");
        html.Append("<h2 id=\"what\" tabindex=\"-1\">What happens</h2><ol>");
        AppendSteps(html, player, db, now, done);
        html.Append("</ol></div></main><script>").Append(Script).Append("</script></body></html>");
        return html.ToString();
    }

    private static string Latest(MorningPlayer player, int done) =>
        player.Morning.Steps.Take(done).LastOrDefault(s => s.What.Length > 0)?.What ?? "The wire starts in a moment.";

    private static void AppendSteps(StringBuilder html, MorningPlayer player, Db db, Instant now, int done)
    {
        var isNext = true;
        for (var i = 0; i < player.Morning.Steps.Count; i++)
        {
            var step = player.Morning.Steps[i];
            if (step.What.Length == 0) continue;
            var (at, isDone) = (player.At(step), i < done);
            html.Append(isDone ? "<li>" : isNext ? "<li class=\"next\" aria-current=\"step\">" : "<li class=\"later\">");
            html.Append("<time datetime=\"").Append(at).Append("\">").Append(isDone ? "<span class=\"ok\" role=\"img\" aria-label=\"done\">✓</span> " : "").Append(isDone ? Clock(step.Second) : In(at - now)).Append("</time><span>");
            html.Append(CultureInfo.InvariantCulture, $"<span id=\"s{i}\">").Append(Encode(step.What)).Append("</span>");
            AppendPage(html, db, i, player.StoryOf(i), now);
            html.Append("</span></li>");
            isNext &= isDone;
        }
    }

    private static void AppendPage(StringBuilder html, Db db, int step, Guid? id, Instant now)
    {
        if (id is null || StoryTable.Find(db, id.Value) is not { Page: { } page } story) return;
        var label = Gate.Ask(story.Standing, Audience.Public, now) switch { GateVerdict.Open => "See its page", GateVerdict.Gone => "See what stands there now", _ => null };
        if (label is not null) html.Append(CultureInfo.InvariantCulture, $" <a href=\"/{page}\" aria-describedby=\"s{step}\">{label}</a>");
    }

    private static string Clock(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60}:{(int)seconds % 60:00}");

    private static string In(TimeSpan span) => span <= TimeSpan.Zero ? "now" : string.Create(CultureInfo.InvariantCulture, $"in {(int)span.TotalMinutes}:{span.Seconds:00}");

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
