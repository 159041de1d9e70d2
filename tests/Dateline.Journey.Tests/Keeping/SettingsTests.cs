using Dateline.App.Settings;

namespace Dateline.Journey.Tests.Keeping;

/// <summary>A setting that can't be meant keeps Dateline from starting, with a sentence that says which and how to mend it.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("{\"urls\":\"localhost\"}", "urls has \"localhost\"", "http://127.0.0.1:5080")]
    [InlineData("{\"urls\":\"https://127.0.0.1:5443\"}", "there is no certificate", "Set cert")]
    [InlineData("{\"urls\":\"http://0.0.0.0:5080\"}", "without encryption", "trustedProxy")]
    [InlineData("{\"cert\":\"/nowhere.pem\"}", "cert names /nowhere.pem", "PEM")]
    [InlineData("{\"trustedProxy\":\"proxy.example\"}", "trustedProxy is \"proxy.example\"", "127.0.0.1")]
    [InlineData("{\"database\":\"Database=dateline\"}", "names no Host", "Host=db.example")]
    [InlineData("{\"database\":\"nonsense\"}", "not a PostgreSQL connection string", "Host=db.example")]
    [InlineData("{\"site\":{\"url\":\"ledger.example\"}}", "site:url is \"ledger.example\"", "https://ledger.example")]
    [InlineData("{\"site\":{\"timeZone\":\"Mars/Olympus\"}}", "site:timeZone is \"Mars/Olympus\"", "America/Toronto")]
    [InlineData("{\"site\":{\"languages\":\"en !!\"}}", "site:languages has \"!!\"", "en fr")]
    [InlineData("{\"urls\":", "can't be read", "Mend it")]
    [InlineData("{\"url\":\"http://127.0.0.1:1\"}", "has \"url\", which is no setting", "Did you mean urls?")]
    [InlineData("{\"site\":{\"timezon\":\"UTC\"}}", "has \"site:timezon\", which is no setting", "Did you mean site:timeZone?")]
    [InlineData("{\"siteName\":\"The Ledger\"}", "has \"siteName\", which is no setting", "Did you mean site:name?")]
    [InlineData("{\"sight\":{\"name\":\"The Ledger\"}}", "has \"sight:name\", which is no setting", "Did you mean site:name?")]
    [InlineData("{\"site\":{\"theme\":{\"accent\":\"#ffee00\"}}}", "site:theme:accent", "darker")]
    [InlineData("{\"site\":{\"menu\":[\"latest\",\"wold\"]}}", "site:menu has \"wold\"", "the slug of a section")]
    [InlineData("{\"site\":{\"sections\":[{\"slug\":\"world\",\"name\":\"World\",\"filter\":\"everything\",\"former\":[\"sport\"]},{\"slug\":\"sport\",\"name\":\"Sport\",\"filter\":\"everything\"}]}}", "\"sport\" as a former word of \"world\"", "one place")]
    [InlineData("{\"site\":{\"sections\":[{\"slug\":\"world\",\"name\":\"World\",\"filter\":\"everything\",\"former\":\"Old World\"}]}}", "site:sections:0", "Old World")]
    [InlineData("{\"site\":{\"takes\":\"langage is fr\"}}", "site:takes", "langage")]
    [InlineData("{\"site\":{\"logo\":\"/nowhere.svg\"}}", "site:logo names /nowhere.svg", "SVG")]
    [InlineData("{\"site\":{\"wire\":{\"mostADay\":\"few\"}}}", "site:wire:mostADay is \"few\"", "40")]
    [InlineData("{\"sites\":[{\"code\":\"main\",\"name\":\"B\",\"url\":\"https://b.example\"}]}", "sites:0:code is \"main\"", "small letters")]
    [InlineData("{\"sites\":[{\"code\":\"b\",\"name\":\"B\"}]}", "sites:0:url is missing", "https://courrier.example")]
    [InlineData("{\"sites\":[{\"code\":\"b\",\"name\":\"B\",\"url\":\"http://127.0.0.1:80\"}]}", "sites:0 has the host 127.0.0.1", "one site")]
    [InlineData("{\"sites\":[{\"code\":\"b\",\"name\":\"B\",\"url\":\"https://b.example\",\"timezon\":\"UTC\"}]}", "has \"site:timezon\", which is no setting", "Did you mean site:timeZone?")]
    [InlineData("{\"desk\":{\"undoSeconds\":\"soon\"}}", "desk:undoSeconds is \"soon\"", "like 5")]
    [InlineData("{\"signIn\":{\"issuer\":\"login.ledger.example\",\"client\":\"dateline\"}}", "signIn:issuer is \"login.ledger.example\"", "https://login.ledger.example")]
    [InlineData("{\"signIn\":{\"issuer\":\"http://login.ledger.example\",\"client\":\"dateline\"}}", "signIn:issuer is \"http://login.ledger.example\"", "https")]
    [InlineData("{\"signIn\":{\"issuer\":\"https://login.ledger.example\"}}", "signIn:client is not", "/newsroom/enter/returned")]
    [InlineData("{\"signIn\":{\"client\":\"dateline\"}}", "signIn:issuer is not", "https://login.ledger.example")]
    [InlineData("{\"cursor\":{\"blink\":\"yes\"}}", "has \"cursor:blink\", which is no setting", "take it away")]
    public void A_bad_setting_is_named_with_how_to_mend_it(string file, string what, string how)
    {
        var problem = Assert.Single(Read(file).Problems);
        Assert.Contains(what, problem);
        Assert.Contains(how, problem);
    }

    [Fact]
    public void A_flag_goes_before_the_environment_before_the_file_before_the_default()
    {
        Assert.Equal("http://127.0.0.1:5080/", Read("{}").Settings!.Urls[0].ToString());
        Assert.Equal("http://127.0.0.1:1/", Read("{\"urls\":\"http://127.0.0.1:1\"}").Settings!.Urls[0].ToString());
        Assert.Equal("http://127.0.0.1:2/", Read("{\"urls\":\"http://127.0.0.1:1\"}", ("urls", "http://127.0.0.1:2")).Settings!.Urls[0].ToString());
        Assert.Equal("DATELINE_SITE__TIMEZONE", SettingNames.All.Single(s => s.Name == "site:timeZone").Variable);
    }

    [Fact]
    public void A_list_may_be_one_and_names_are_read_in_any_case()
    {
        var settings = Read("{\"Site\":{\"LANGUAGES\":[\"fr\",\"en\"]},\"hosts\":[\"a.example\",\"b.example\"]}").Settings!;
        Assert.Equal(["fr", "en"], settings.Site.Languages);
        Assert.Contains("b.example", settings.Hosts);
    }

    [Fact]
    public void Further_sites_say_what_differs_and_their_hosts_are_served()
    {
        var settings = Read("""
            {"site":{"name":"The Ledger","timeZone":"America/Toronto","country":"ca","contact":"desk@ledger.example"},
             "sites":[{"code":"courrier","name":"Le Courrier","url":"https://courrier.example","hosts":["www.courrier.example"],"languages":["fr"],"takes":"language is fr","home":"source is apn","atSource":"source is cns","menu":["latest","monde"],
                       "wire":{"mostADay":40,"blockedWords":["horoscope","point mort"]},"theme":{"accent":"#8a1538","layout":"columns"},"sections":[{"slug":"monde","name":"Monde","filter":"subject under politics"}]}]}
            """);
        Assert.Empty(settings.Problems);
        var site = settings.Settings!.Sites[1];
        Assert.Equal(("courrier", "Le Courrier", "America/Toronto", "desk@ledger.example"), (site.Code, site.Name, site.TimeZone.Id, site.ContactMail));
        Assert.Equal("The Ledger", site.Organisation);
        Assert.Equal("CA", site.Country);
        Assert.Equal("source is cns", site.AtSource?.Text);
        Assert.Equal(["horoscope", "point mort"], site.Wire.BlockedWords);
        Assert.Equal((40, "columns", "Monde"), (site.Wire.MostADay, site.Theme.Layout, site.Sections[0].NameIn("fr")));
        foreach (var host in new[] { "courrier.example", "www.courrier.example", "127.0.0.1" }) Assert.Contains(host, settings.Settings.Hosts);
    }

    [Fact]
    public void A_misspelt_variable_is_named_and_others_are_let_be()
    {
        Assert.Contains("Did you mean DATELINE_SITE__NAME?", Assert.Single(SettingNames.Misspelt(["DATELINE_SITE__NAMES", "DATELINE_SITE__NAME", "DATELINE_SERVER", "DATELINE_KEY", "DATELINE_TEST_POSTGRES", "PATH"])));
    }

    [Fact]
    public void The_operators_guide_names_every_setting()
    {
        var guide = File.ReadAllText(Repo.Path("docs/operating.md"));
        Assert.All(SettingNames.All, s =>
        {
            Assert.Contains($"| `{s.Name}` | `{s.Variable}` |", guide);
            Assert.True(s.Flag is null || guide.Contains($"`{s.Flag}`", StringComparison.Ordinal), s.Flag);
        });
    }

    private static (ServerSettings? Settings, IReadOnlyList<string> Problems) Read(string file, params (string Name, string Value)[] flags)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["dateline.json"], file);
        return ServerSettings.Read(folder.Path, null, flags.ToDictionary(f => f.Name, f => (string?)f.Value));
    }
}
