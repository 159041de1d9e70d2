using Dateline.Site.Caching;
using Dateline.Site.Reading;
using Dateline.Site.Sites;
using Dateline.Site.Theme;
using Dateline.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Dateline.Site.Tips;

/// <summary>What the form shows.</summary>
/// <param name="Language">In this language.</param>
/// <param name="Typed">What was typed.</param>
/// <param name="Complaint">Why it was not taken; null: nothing was sent yet.</param>
internal sealed record TipView(HouseLanguage Language, Tip Typed, string? Complaint);

/// <summary>
/// The form by which anybody tells the newsroom something. It works without script and sets no cookie. The page is the same for everyone and kept like any other, so it carries no secret against forgery: what another site's page
/// sends is known by what the browser says of it (Fetch Metadata, Origin), and nothing of the sender's is at stake. What is not taken is shown again as it was typed, with the reason; it is taken when it is durably stored.
/// </summary>
internal sealed class TipPage(House house, NewsStore store, TipLimits limits)
{
    internal const string Name = "/tip", Thanks = "/tip/thanks";
    private const int MostBytes = 128 * 1024;

    internal PageAnswer? Paint(string path, PublicView view) => PageAnswer.Show(Draw(house.ForPath(path), Tip.Empty, null));

    internal PageAnswer? PaintThanks(string path, PublicView view)
    {
        var language = house.ForPath(path);
        return PageAnswer.Show(Layout.Page(house, new Frame
        {
            Language = language,
            Title = language.Words.TipThanksTitle,
            IsIndexed = false,
            Body = new AspNetCoreGeneratedDocument.Notices_Notice { Model = new Notices.NoticeView(language, language.Words.TipThanksTitle, language.Words.TipThanks) },
        }));
    }

    internal async Task Take(HttpContext context)
    {
        var (language, words) = (house.ForPath(context.Request.Path.Value ?? "/"), house.ForPath(context.Request.Path.Value ?? "/").Words);
        if (await Read(context) is not { } tip) { await Answer(context, 400, Draw(language, Tip.Empty, words.TipUnreadable)); return; }
        if (WhyNot(context, tip, words) is { } complaint) { await Answer(context, 400, Draw(language, tip with { Trap = "" }, complaint)); return; }
        if (!limits.Take(house.Options.CodeOrMain, context.Connection.RemoteIpAddress))
        {
            context.Response.Headers.RetryAfter = "3600";
            await Answer(context, 429, Draw(language, tip, Words.Fill(words.TipTooMany, house.Options.ContactMail ?? house.Organisation)));
            return;
        }
        try
        {
            await tip.Keep(store, house.Options, house.Options.TipDesk!, language.Tag);
        }
        catch (StoreException)
        {
            await Answer(context, 503, Draw(language, tip, words.TipNotStored));
            return;
        }
        Sending.Secure(context, house.Look.ContentSecurity);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = language.Root + Thanks;
        context.Response.Headers.CacheControl = "no-store";
    }

    private static async Task<Tip?> Read(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MostBytes;
        if (!context.Request.HasFormContentType) return null;
        try
        {
            return Tip.Of(await context.Request.ReadFormAsync(new FormOptions { ValueCountLimit = 20, KeyLengthLimit = 100, ValueLengthLimit = MostBytes, BufferBodyLengthLimit = MostBytes, MultipartBodyLengthLimit = MostBytes }, context.RequestAborted));
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private string? WhyNot(HttpContext context, Tip tip, Words words)
    {
        if (IsForged(context.Request)) return words.TipForeign;
        if (tip.Trap.Length > 0) return words.TipTrap;
        if (tip.Text.Length < Tip.ShortestText) return words.TipTooShort;
        return tip.Text.Length > Tip.LongestText || tip.Name.Length > Tip.LongestLine || tip.Reach.Length > Tip.LongestLine ? words.TipTooLong : null;
    }

    /// <summary>Whether another site's page sent it: browsers say so, and nobody can make them say otherwise.</summary>
    private bool IsForged(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } from) return from is not ("same-origin" or "none");
        return request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != house.Base && origin != $"{request.Scheme}://{request.Host.Value}";
    }

    private static Task Answer(HttpContext context, int status, SitePage page) => Sending.Notice(context, status, page);

    private SitePage Draw(HouseLanguage language, Tip tip, string? complaint) => Layout.Page(house, new Frame
    {
        Language = language,
        Title = language.Words.TipTitle,
        Description = language.Words.TipText,
        Path = complaint is null ? language.Root + Name : null,
        IsIndexed = complaint is null,
        SkipTo = "tip",
        Alternates = [.. house.Languages.Where(l => l != language).Select(l => new Alternate(l.Tag, l.Words.Name, l.Root + Name))],
        Body = new AspNetCoreGeneratedDocument.Tips_Tip { Model = new TipView(language, tip, complaint) },
    });
}
