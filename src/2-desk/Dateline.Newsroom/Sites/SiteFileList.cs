using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Sites;

namespace Dateline.Newsroom.Sites;

/// <summary>A site's own files, for programs: what there is, one more or another of the same name, and one less.</summary>
internal static class SiteFileList
{
    private static readonly Shape File = Shape.Object(("name", Shape.Text("Its name, which is all of its address")), ("type", Shape.Text("Its media type")), ("length", Shape.Number("How many bytes it has")), ("made", Shape.Time("Since when it is there")));

    internal static void Map(ApiMap api)
    {
        api.Get("sites/{site}/files", Scopes.Site, call => OfSite.Asked(call, site => call.Read(db => Answer.List(SiteFiles.List(db, site.Code), Write))), new("siteFileList", OfSite.Tag, "List a site's own files") { Answers = Shape.Page(File), Codes = OfSite.Codes });
        api.Put("sites/{site}/files/{name}", Scopes.Site, call => OfSite.Asked(call, site => Save(call, site)), new("siteFileSave", OfSite.Tag, "Keep a file on a site, in place of one of that name")
        {
            Description = $"It stands at /files/ and its name; favicon.svg, favicon.ico, apple-touch-icon.png, ads.txt and app-ads.txt at the root as well. Small letters, digits and hyphens; endings: {string.Join(" ", SiteFiles.Endings)}.",
            File = $"The file's bytes, at most {SiteFiles.MostBytes / 1024 / 1024} MiB",
            Answers = File,
            Codes = [.. OfSite.Codes, "file-name", "file-large", "file-empty", "file-other", "files-full"],
        });
        api.Delete("sites/{site}/files/{name}", Scopes.Site, call => OfSite.Asked(call, site => Remove(call, site)), new("siteFileDelete", OfSite.Tag, "Take a file off a site") { Status = 204, Codes = OfSite.Codes });
    }

    private static Task<Answer> Save(ApiCall call, NewsroomSite site) => call.Write(tx =>
    {
        var name = call.Part("name");
        if (SiteFiles.Put(tx, site.Code, name, call.Bytes, call.Who) is { } why) return new Problem(why, Told(why));
        return Answer.Ok(json => Write(json, SiteFiles.List(tx.Db, site.Code).First(f => f.Name == name)));
    });

    private static Task<Answer> Remove(ApiCall call, NewsroomSite site) =>
        call.Write(tx => SiteFiles.Remove(tx, site.Code, call.Part("name"), call.Who) ? Answer.NoContent : new Problem("unknown", "The site has no such file. Nothing has changed."));

    private static string Told(string why) => InEnglish.Words.Fill(why, SiteFiles.MostBytes / 1024 / 1024, string.Join(" ", SiteFiles.Endings)).TrimEnd('.') + ". Nothing has changed.";

    private static void Write(Utf8JsonWriter json, SiteFile file)
    {
        json.WriteStartObject();
        json.WriteString("name", file.Name);
        json.WriteString("type", file.Type);
        json.WriteNumber("length", file.Length);
        json.WriteString("made", file.Made.ToString());
        json.WriteEndObject();
    }
}
