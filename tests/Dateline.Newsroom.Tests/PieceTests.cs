using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>What stands in a text beside its paragraphs: pull-quotes, tables and photos, put there by hand, kept, compared, and given back.</summary>
public sealed class PieceTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    private const string Two = "<p>The ferries stayed in port on Monday.</p><p>Nobody will sail before Thursday, the crews said.</p>";
    private const string Table = "<table><caption>Sailings</caption><thead><tr><th>Line</th><th>Boats</th></tr></thead><tbody><tr><td>North</td><td>4</td></tr></tbody></table>";

    [Fact]
    public async Task A_pull_quote_a_table_and_a_photo_are_put_in_worked_on_taken_out_and_back()
    {
        var photo = (string)(await Desk.Post("stories", """{"kind":"picture","content":{"language":"en","slugline":"FERRY-QUAY","headline":"A ferry at the quay"}}""")).Done["guid"]!;
        var id = await Story("FERRY-STRIKE", "Ferries stay in port", Two, $",\"pictures\":[{{\"guid\":\"{photo}\",\"caption\":\"The quay on Monday.\",\"credit\":\"NP\"}}]");
        var page = await Open(await SignedIn(), id);
        var errors = Complaints(page);

        // The words that are selected are said again behind their paragraph.
        await page.ClickAsync("#body p:last-child");
        await Select(page, "Nobody will sail before Thursday");
        await page.ClickAsync("[data-tool=pull]");
        await Holds(page, id, Two + "<blockquote class=\"pullquote\"><p>Nobody will sail before Thursday</p></blockquote>");

        // "/" in a paragraph of its own offers them all.
        await page.Keyboard.TypeAsync("/tab");
        await Assertions.Expect(page.Locator("#slash li")).ToHaveTextAsync(["Table"]);
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("Line");
        foreach (var cell in new[] { "Boats", "", "North", "4" }) { await page.Keyboard.PressAsync("Tab"); await page.Keyboard.TypeAsync(cell); }
        await Assertions.Expect(page.Locator("#piece-name")).ToHaveTextAsync("Table");
        await page.Keyboard.PressAsync("Tab");
        await page.ClickAsync("[data-piece=column-less]");
        await Assertions.Expect(page.Locator("#body tr").First.Locator("th")).ToHaveCountAsync(2);
        await page.ClickAsync("#body td:has-text('North')");
        await page.ClickAsync("[data-piece=caption]");
        await page.FillAsync("#table-caption", "Sailings");
        await page.Keyboard.PressAsync("Enter");
        await page.ClickAsync("#body tr:last-child td:first-child");
        await page.ClickAsync("[data-piece=row-less]");
        await Assertions.Expect(page.Locator("#body caption")).ToHaveTextAsync("Sailings");
        await Look(page, "story-table-1440", true);

        // From within a table the way out is behind it.
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Keyboard.TypeAsync("/photo");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#body figure")).ToContainTextAsync("The quay on Monday. NP");
        await page.Keyboard.TypeAsync("They go on.");
        var whole = Two + "<blockquote class=\"pullquote\"><p>Nobody will sail before Thursday</p></blockquote>" + Table + $"<figure data-ref=\"{photo}\"></figure><p>They go on.</p>";
        await Holds(page, id, whole);

        // Taken out by hand, and back by undo.
        await page.ClickAsync("#body figure");
        await Assertions.Expect(page.Locator("#piece-name")).ToHaveTextAsync("Photo");
        await Look(page, "story-photo-in-text-1440", true);
        await page.ClickAsync("[data-piece=piece-up]");
        Assert.Contains($"<figure data-ref=\"{photo}\"></figure><table>", await Saved(page, id), StringComparison.Ordinal);
        // Typing while it is selected replaces nothing.
        await page.Keyboard.TypeAsync("?");
        Assert.Contains($"<figure data-ref=\"{photo}\"></figure><p>?</p><table>", await Saved(page, id), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Control+z");
        await page.ClickAsync("#body figure");
        await page.ClickAsync("[data-piece=piece-gone]");
        Assert.DoesNotContain("<figure", await Saved(page, id), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Control+z");
        Assert.Contains("<figure", await Saved(page, id), StringComparison.Ordinal);

        // What is kept is what the editor shows when the story is opened again.
        var kept = await Saved(page, id);
        await page.ReloadAsync();
        await Ready(page);
        await Assertions.Expect(page.Locator("#body-plain")).ToHaveCountAsync(0);
        await AtTheEnd(page);
        await page.Keyboard.TypeAsync("!");
        Assert.Equal(kept.Replace("They go on.", "They go on.!", StringComparison.Ordinal), await Saved(page, id));
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Cells_are_merged_and_split_by_hand()
    {
        var id = await Story("FERRY-STRIKE", "Ferries stay in port", "<table><thead><tr><th>Line</th><th>Boats</th></tr></thead><tbody><tr><td>North</td><td>4</td></tr><tr><td>South</td><td></td></tr></tbody></table><p>After.</p>");
        var page = await Open(await SignedIn(), id);
        var errors = Complaints(page);
        await page.ClickAsync("#body td:has-text('North')");
        await Assertions.Expect(page.Locator("[data-piece=cells-merge]")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("[data-piece=cells-split]")).ToBeHiddenAsync();

        // Shift and an arrow take the next cell with them.
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await Assertions.Expect(page.Locator("#body .selectedCell")).ToHaveCountAsync(2);
        // Two whole rows can't become one cell: the second would be a row of none.
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await Assertions.Expect(page.Locator("#body .selectedCell")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("[data-piece=cells-merge]")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Shift+ArrowUp");
        await Assertions.Expect(page.Locator("#body .selectedCell")).ToHaveCountAsync(2);
        await page.ClickAsync("[data-piece=cells-merge]");
        Assert.Contains("<tr><td colspan=\"2\"><p>North</p><p>4</p></td></tr><tr><td>South</td><td></td></tr>", await Saved(page, id), StringComparison.Ordinal);
        await Look(page, "story-merged-1440", true);

        // What is kept is worked on when the story is opened again.
        await page.ReloadAsync();
        await Ready(page);
        await page.ClickAsync("#body td:has-text('North')");
        await Assertions.Expect(page.Locator("#piece-name")).ToHaveTextAsync("Table");
        await Assertions.Expect(page.Locator("[data-piece=cells-merge]")).ToBeHiddenAsync();
        await page.ClickAsync("[data-piece=cells-split]");
        Assert.Contains("<tr><td><p>North</p><p>4</p></td><td></td></tr>", await Saved(page, id), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Control+z");
        Assert.Contains("<tr><td colspan=\"2\">", await Saved(page, id), StringComparison.Ordinal);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("<table><tbody><tr><td colspan=\\\"2\\\">Merged</td></tr><tr><td>a</td><td>b</td></tr></tbody></table><p>After.</p>")]
    [InlineData("<table><thead><tr><th rowspan=\\\"2\\\">Line</th><th colspan=\\\"2\\\">Boats</th></tr><tr><th>Mon</th><th>Tue</th></tr></thead><tbody><tr><th>North</th><td>4</td><td>5</td></tr></tbody></table><p>After.</p>")]
    [InlineData("<table><tbody><tr><th rowspan=\\\"2\\\">North</th><th>Mon</th></tr><tr><td>4</td></tr></tbody></table><p>After.</p>")]
    [InlineData("<table><tbody><tr><td rowspan=\\\"3\\\">Too long</td><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table><p>After.</p>")]
    [InlineData("<table><tbody><tr><th>Line</th></tr><tr><td>a</td></tr></tbody></table><p>After.</p>")]
    [InlineData("<table><thead><tr><th>Line</th><th></th></tr></thead><tbody><tr><th>North</th><td>4<br/>5</td></tr><tr><td><p>a</p><p>b</p></td><td><strong>c</strong></td></tr></tbody></table><p>After.</p>")]
    [InlineData("<blockquote class=\\\"pullquote\\\" lang=\\\"fr\\\"><p>a</p></blockquote><blockquote><p>b</p></blockquote><figure data-ref=\\\"x\\\"><figcaption>Words of its own</figcaption></figure><figure data-ref=\\\"y\\\"></figure><p>After.</p>")]
    public async Task What_came_so_goes_so(string body)
    {
        var id = await Story("PIECES", "A story with pieces", body);
        var page = await Open(await SignedIn(), id);
        await Assertions.Expect(page.Locator("#body-plain")).ToHaveCountAsync(0);
        await AtTheEnd(page);
        await page.Keyboard.TypeAsync("!");
        Assert.Equal(body.Replace("\\", "", StringComparison.Ordinal).Replace("After.", "After.!", StringComparison.Ordinal), await Saved(page, id));
        await page.Context.CloseAsync();
    }

    /// <summary>What is on the clipboard, as the programs themselves put it there → what the text says.</summary>
    public static TheoryData<string, string> Clipboards => new()
    {
        {
            """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=EN-GB><!--StartFragment--><h2>Ferry talks<o:p></o:p></h2><p class=MsoNormal><span lang=EN-GB style='font-size:11.0pt'>The ferry <b style='mso-bidi-font-weight:normal'>sails</b> again, <i>Kittiwake</i> said.<o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Four boats<o:p></o:p></p><p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>Two crews<o:p></o:p></p><p class=MsoNormal>See <a href="https://np.example/a">here</a>.</p><!--EndFragment--></body></html>""",
            "<h2>Ferry talks</h2><p>The ferry <strong>sails</strong> again, <em>Kittiwake</em> said.</p><ul><li>Four boats</li><li>Two crews</li></ul><p>See <a href=\"https://np.example/a\">here</a>.</p>"
        },
        {
            """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>First</p><p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o&nbsp;</span>Under it</p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>Second</p><p class=MsoNormal>After</p></body></html>""",
            "<ol><li>First<ul><li>Under it</li></ul></li><li>Second</li></ol><p>After</p>"
        },
        {
            """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;">The port </span><span style="font-size:11pt;font-weight:700;">opens</span><span style="font-style:italic;"> soon</span><span>.</span></p><br /><ul style="margin-top:0;"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>One</span></p></li><li dir="ltr"><p dir="ltr"><span>Two</span></p></li></ul><h2 dir="ltr"><span style="font-weight:700">A head</span></h2></b>""",
            "<p>The port <strong>opens</strong> <em>soon</em>.</p><ul><li>One</li><li>Two</li></ul><h2>A head</h2>"
        },
    };

    [Theory]
    [MemberData(nameof(Clipboards))]
    public async Task What_a_word_processor_put_on_the_clipboard_comes_as_the_text_that_it_is(string clipboard, string text)
    {
        var id = await Story("PASTED", "From a word processor", "<p>x</p>");
        var page = await Open(await SignedIn(), id);
        await page.ClickAsync("#body .text");
        await page.Keyboard.PressAsync("Control+a");
        await page.EvaluateAsync("""
            html => { const data = new DataTransfer(); data.setData('text/html', html);
              document.querySelector('#body [role=textbox]').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }
            """, clipboard);
        Assert.Equal(text, await Saved(page, id));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_post_and_a_video_are_put_in_by_the_code_of_their_service_or_their_address_and_nothing_is_loaded_from_there()
    {
        var id = await Story("FERRY-STRIKE", "Ferries stay in port", Two);
        var page = await Open(await SignedIn(), id);
        var errors = Complaints(page);
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);

        // From the code that a service gives: read, and never run.
        await page.ClickAsync("#body p:last-child");
        await page.ClickAsync("[data-tool=embed]");
        await page.ClickAsync("#sheet button.p");
        await Assertions.Expect(page.Locator("#embed-why")).ToBeVisibleAsync();
        await page.FillAsync("#embed-address", "<blockquote class=\"twitter-tweet\"><p lang=\"en\">No boat sails today.<br>We are sorry.</p>&mdash; Port of Kessel (@kessel) <a href=\"https://social.example/kessel/1\">August 24, 2026</a></blockquote><script async src=\"https://social.example/widgets.js\"></script>");
        Assert.Equal(("https://social.example/kessel/1", "No boat sails today.\nWe are sorry."), (await page.InputValueAsync("#embed-address"), await page.InputValueAsync("#embed-words")));
        Assert.Equal("Port of Kessel (@kessel) August 24, 2026", await page.InputValueAsync("#embed-source"));
        await Look(page, "story-embed-sheet-1440", true);
        await page.ClickAsync("#sheet button.p");
        var post = "<blockquote><p>No boat sails today.</p><p>We are sorry.</p></blockquote><p><a href=\"https://social.example/kessel/1\">Port of Kessel (@kessel) August 24, 2026</a></p>";
        await Holds(page, id, Two + post);

        // By its address alone, from a paragraph of its own; a player's is the page of its video.
        await page.Keyboard.TypeAsync("/emb");
        await page.Keyboard.PressAsync("Enter");
        await page.FillAsync("#embed-address", "https://www.youtube.com/embed/Ab-12_zAb-1?start=4");
        await page.FillAsync("#embed-source", "Port of Kessel: the quay on Monday");
        await page.Keyboard.PressAsync("Enter");
        await Holds(page, id, Two + post + "<p><a href=\"https://www.youtube.com/watch?v=Ab-12_zAb-1\">Port of Kessel: the quay on Monday</a></p>");
        await page.ClickAsync("[data-tool=embed]");
        await page.FillAsync("#embed-address", "<iframe src=\"//player.vimeo.com/video/123456?h=1\" title=\"The quay\"></iframe>");
        Assert.Equal(("https://player.vimeo.com/video/123456?h=1", "The quay"), (await page.InputValueAsync("#embed-address"), await page.InputValueAsync("#embed-source")));
        await page.Keyboard.PressAsync("Escape");
        await Look(page, "story-embed-1440", true);
        await page.SetViewportSizeAsync(390, 800);
        await Look(page, "story-embed-390", true);
        Assert.All(asked, url => Assert.StartsWith(Host.Address.ToString(), url, StringComparison.Ordinal));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_comparison_names_what_has_no_words_of_its_own_and_a_pasted_table_leaves_its_looks_behind()
    {
        var id = await Story("PIECES", "A story with pieces", Two, ",\"pictures\":[{\"guid\":\"urn:x:1\",\"caption\":\"The quay on Monday.\"}]");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        var page = await Open(await SignedIn(), id);
        await AtTheEnd(page);
        await page.EvaluateAsync("""
            () => { const data = new DataTransfer(); data.setData('text/html', '<div><table style="width:9cm" class="MsoTable"><tr><td style="x"><p class="MsoNormal"><b>Line</b></p></td><td>Boats</td></tr><tr><td><o:p>North</o:p></td></tr></table></div>');
              document.querySelector('#body [role=textbox]').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }
            """);
        Assert.Contains("<table><tbody><tr><td><strong>Line</strong></td><td>Boats</td></tr><tr><td>North</td><td></td></tr></tbody></table>", await Saved(page, id), StringComparison.Ordinal);
        await page.ClickAsync("#tab-media");
        await page.ClickAsync("#photos button.grow");
        await Saved(page, id);
        await page.ClickAsync("#tab-history");
        await page.CheckAsync("input[value='versions/1']");
        await page.ClickAsync("[data-do=compare]");
        await Assertions.Expect(page.Locator("#diff ins")).ToContainTextAsync("Line | Boats\nNorth | \n[Photo: The quay on Monday.]");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_only_reads_sees_the_photo_where_it_stands_and_so_does_who_looks_from_the_desk()
    {
        await Host.PersonAsync("rita", "Rita Low", "reader");
        var id = await Story("PIECES", "A story with pieces", "<p>One.</p><figure data-ref=\\\"urn:x:1\\\"></figure><p>Two.</p>", ",\"pictures\":[{\"guid\":\"urn:x:1\",\"caption\":\"The quay on Monday.\",\"credit\":\"NP\"}]");
        await Desk.Post($"stories/{id}/move", """{"stage":"working"}""");
        var page = await SignedIn(login: "rita");
        var errors = Complaints(page);
        await Choose(page, id);
        await Assertions.Expect(page.Locator("#preview .text figure")).ToHaveTextAsync("The quay on Monday. NP");
        await Open(page, id);
        await Assertions.Expect(page.Locator("#body figure figcaption")).ToHaveTextAsync("The quay on Monday. NP");
        await Assertions.Expect(page.Locator("#tools")).ToBeHiddenAsync();
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    // A browser tells of a cursor that has moved only when it draws.
    private static async Task AtTheEnd(IPage page)
    {
        await page.ClickAsync("#body .text > p:last-child");
        await page.Keyboard.PressAsync("End");
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    private static Task Select(IPage page, string words) => page.EvaluateAsync("""
        words => { const walk = document.createTreeWalker(document.querySelector('#body'), NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) { const at = node.data.indexOf(words); if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + words.length); return; } } }
        """, words);

    private async Task Holds(IPage page, string id, string body) => Assert.Equal(body, await Saved(page, id));

    private async Task<string> Saved(IPage page, string id)
    {
        await Assertions.Expect(page.Locator("#saved.o")).ToBeVisibleAsync();
        return (string?)(await Desk.Get($"stories/{id}/content")).Done["body"] ?? "";
    }
}
