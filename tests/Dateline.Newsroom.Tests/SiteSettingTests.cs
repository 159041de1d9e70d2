using System.Net;
using System.Text.Json.Nodes;
using Dateline.Store.Sites;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Tests;

/// <summary>A site is set up by a script: its files, its theme, its advertisements, with the right that its screens ask for.</summary>
public sealed class SiteSettingTests : IAsyncLifetime
{
    private NewsroomHost _host = null!;
    private Caller _script = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await NewsroomHost.StartAsync(more: services => services.AddSingleton<ISiteThemes>(new SiteScreenTests.FakeThemes()));
        _script = await _host.CallerAsync("site");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_file_is_kept_as_it_is_listed_and_taken_off_and_what_is_none_is_refused()
    {
        var svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 30\"/>"u8.ToArray();
        var kept = (await Send("logo.svg", svg)).Done;
        Assert.Equal(("logo.svg", "image/svg+xml", svg.Length), ((string)kept["name"]!, (string)kept["type"]!, (int)kept["length"]!));
        Assert.Equal(svg, _host.Store.Read(db => SiteFiles.Find(db, "main", "logo.svg"))!.Value.Bytes);
        (await Send("tool.js", svg)).Refused(HttpStatusCode.UnprocessableEntity, "file-name");
        (await Send("photo.png", svg)).Refused(HttpStatusCode.UnprocessableEntity, "file-other");
        (await Send("empty.txt", [])).Refused(HttpStatusCode.UnprocessableEntity, "file-empty");
        (await Send("large.txt", new byte[SiteFiles.MostBytes + 1])).Refused(HttpStatusCode.RequestEntityTooLarge, "too-large");
        Assert.Equal("logo.svg", (string?)Assert.Single((await _script.Get("sites/main/files")).Done["items"]!.AsArray())!["name"]);
        Assert.Equal(HttpStatusCode.NoContent, (await _script.Delete("sites/main/files/logo.svg")).Status);
        (await _script.Delete("sites/main/files/logo.svg")).Refused(HttpStatusCode.NotFound, "unknown");
        (await _script.Get("sites/nowhere/files")).Refused(HttpStatusCode.NotFound, "unknown");
    }

    [Fact]
    public async Task A_theme_is_put_in_force_over_the_one_that_was_seen_and_taken_back()
    {
        Assert.Equal(0, (int)(await _script.Get("sites/main/theme")).Done["number"]!);
        var first = (await _script.Put("sites/main/theme", """{"accent":"#8A1538","masthead":"band","number":0}""")).Done;
        Assert.Equal((1, "#8a1538", "band"), ((int)first["number"]!, (string)first["theme"]!["accent"]!, (string)first["theme"]!["masthead"]!));
        (await _script.Put("sites/main/theme", """{"accent":"#0b5f3f","number":0}""")).Refused(HttpStatusCode.Conflict, "theme-moved", "/number");
        (await _script.Put("sites/main/theme", """{"accent":"#ffd800"}""")).Refused(HttpStatusCode.UnprocessableEntity, "site-theme", "/accent");
        (await _script.Put("sites/main/theme", """{"logo":"gone.png"}""")).Refused(HttpStatusCode.UnprocessableEntity, "site-theme", "/logo");
        var unusable = await _script.Put("sites/main/theme", """{"logo":"logo-wide.png"}""");
        unusable.Refused(HttpStatusCode.UnprocessableEntity, "site-theme", "/logo");
        Assert.Equal("The logo can't be one. Nothing has changed.", (string?)unusable.Json!["detail"]);
        Assert.Equal(2, (int)(await _script.Put("sites/main/theme", """{"accent":"#0b5f3f","number":1}""")).Done["number"]!);
        Assert.Equal((1, "#8a1538"), ((int)(await _script.Delete("sites/main/theme")).Done["number"]!, (string)(await _script.Get("sites/main/theme")).Done["theme"]!["accent"]!));
        Assert.Equal(0, (int)(await _script.Delete("sites/main/theme")).Done["number"]!);
        (await _script.Delete("sites/main/theme")).Refused(HttpStatusCode.NotFound, "unknown");
    }

    [Fact]
    public async Task An_advertisement_is_put_on_in_its_place_changed_and_taken_off()
    {
        var made = await _script.Post("sites/main/ads", """{"name":"Chess club","pages":["fronts","stories"],"spot":"between","after":4,"title":"The chess club","link":"/chess"}""");
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var id = (string)made.Done["id"]!;
        Assert.EndsWith($"sites/main/ads/{id}", made.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(("between", 4), ((string)made.Done["spot"]!, (int)made.Done["after"]!));
        Assert.Equal((AdSpot.Between, AdPages.Fronts | AdPages.Stories), (Kept(id).Facts.Spot, Kept(id).Facts.Pages));
        foreach (var (json, code, at) in new[]
        {
            ("""{"name":"x","pages":[],"title":"x","link":"/x"}""", "ad-bad", "/pages"), ("""{"name":"x","pages":["moon"],"title":"x","link":"/x"}""", "wrong-type", "/pages/0"), ("""{"name":"x","pages":["fronts"],"title":"x","link":"javascript:x"}""", "ad-bad", "/link"),
            ("""{"name":"x","pages":["fronts"],"frame":"https://ads.example;x/"}""", "ad-bad", "/frame"), ("""{"name":"x","pages":["fronts"],"frame":"https://ads.example/","spot":"top","height":600}""", "ad-bad", "/height"), ("""{"name":"x","pages":["stories"],"title":"x","link":"/x","after":0}""", "ad-bad", "/after"),
        })
        {
            var refused = await _script.Post("sites/main/ads", json);
            Assert.Equal((code, at), (refused.Code, (string?)refused.Json!["pointer"]));
        }
        Assert.Equal("top", (string?)(await _script.Put($"sites/main/ads/{id}", """{"name":"Chess club","pages":["sections"],"spot":"top","title":"The chess club","link":"/chess","ends":"2099-01-01T00:00:00Z"}""")).Done["spot"]);
        Assert.Equal(HttpStatusCode.NoContent, (await _script.Delete($"sites/main/ads/{id}")).Status);
        Assert.NotNull(Kept(id).TakenOff);
        Assert.NotNull((await _script.Get("sites/main/ads")).Done["items"]![0]!["takenOff"]);
        (await _script.Put($"sites/main/ads/{Guid.NewGuid():D}", """{"name":"x","pages":["fronts"],"title":"x","link":"/x"}""")).Refused(HttpStatusCode.NotFound, "unknown");
    }

    private SiteAd Kept(string id) => _host.Store.Read(db => SiteAds.Find(db, "main", Guid.Parse(id)))!;

    private Task<Said> Send(string name, byte[] bytes) => _script.Send(HttpMethod.Put, "sites/main/files/" + name, bytes, "application/octet-stream");
}
