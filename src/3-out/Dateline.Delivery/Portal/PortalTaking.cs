using System.Globalization;
using Dateline.Delivery.Dispatch;
using Dateline.Formats;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Delivery.Portal;

/// <summary>A story as a file, in any format that the contract names. Who takes it is written down before a byte leaves; what is not theirs is what there is not.</summary>
internal static class PortalTaking
{
    /// <summary>A format's name as its standard writes it.</summary>
    internal static string TitleOf(string format) => format switch
    {
        "newsml-g2" => "NewsML-G2",
        "nitf" => "NITF",
        "nitf-plain" => "NITF, plain",
        "rss" => "RSS",
        "atom" => "Atom",
        "json-feed" => "JSON Feed",
        "iptc7901" => "IPTC 7901",
        "iptc7901-latin1" => "IPTC 7901, Latin-1",
        "text" => "Text",
        "html" => "HTML",
        "markdown" => "Markdown",
        "mail" => "E-mail",
        _ => format.Replace('-', ' '),
    };

    internal static async Task Download(HttpContext http)
    {
        var services = http.RequestServices;
        var (store, wire, renditions) = (services.GetRequiredService<NewsStore>(), services.GetRequiredService<PortalWire>(), services.GetRequiredService<Renditions>());
        var response = http.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        if (http.Items[typeof(Person)] is not Person person || ClientRole.Find(person.Role) is not { MayTake: true })
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        var guid = ((string?)http.Request.RouteValues["guid"] ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var version = int.TryParse(http.Request.Query["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (WireFormats.Writer(http.Request.Query["format"].ToString()) is not { } writer
            || person.Client is not { } client || store.Read(db => (PullDeliveries.DestinationOf(db, client, Destination.PortalChannel), Clients.Find(db, client)?.MayHave(writer.Name))) is not ({ } destination, true)
            || await wire.Open(person, destination, guid, version, ReadingKind.Downloaded, writer.Name).ConfigureAwait(false) is not { IsGone: false } story
            || renditions.Of(story.Story.Id, story.Entry.Version.Number, writer.Name) is not { IsDone: true, Value: var rendition })
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        response.ContentType = rendition.ContentType;
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{NameOf(story.Entry.Slugline)}-v{story.Entry.Version.Number}.{ExtensionOf(rendition.ContentType)}\"");
        response.ContentLength = rendition.Bytes.Length;
        await response.Body.WriteAsync(rendition.Bytes, http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>A slugline as the name of a file.</summary>
    internal static string NameOf(string? slugline)
    {
        var name = string.Concat((slugline ?? "").Take(60).Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-');
        return name.Length == 0 ? "story" : name;
    }

    private static string ExtensionOf(string contentType) => contentType.Split(';')[0].Trim() switch
    {
        "text/plain" => "txt",
        "text/html" => "html",
        "text/markdown" => "md",
        "message/rfc822" => "eml",
        var type when type.EndsWith("json", StringComparison.Ordinal) => "json",
        var type when type.EndsWith("xml", StringComparison.Ordinal) => "xml",
        _ => "bin",
    };
}
