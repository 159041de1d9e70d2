using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Dateline.Testing;

/// <summary>What axe finds wrong with a page: <c>Assert.Empty(await Access.FaultsAsync(page));</c></summary>
public static class Access
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // WCAG 2.2 AA and what axe advises besides. Only what is wrong is asked for: to list all that is right takes axe several times as long.
    private const string Run = """
        async iframes => {
          const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
          const found = await axe.run(document, { iframes, runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
          return found.violations.map(v => `${v.id}: ${v.help}. ${v.nodes.map(n => n.html).join(' ')}`);
        }
        """;

    /// <summary>Each fault in one line: axe's name of the rule, what to do, and the elements. Frames are looked into, unless one of them may run no script: axe would wait for it.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        var runEverywhere = true;
        foreach (var frame in page.Frames)
        {
            if (frame.ParentFrame is null || await RunsScriptAsync(frame)) await frame.EvaluateAsync(Axe);
            else runEverywhere = false;
        }
        return await page.EvaluateAsync<string[]>(Run, runEverywhere);
    }

    private static async Task<bool> RunsScriptAsync(IFrame frame) =>
        await (await frame.FrameElementAsync()).GetAttributeAsync("sandbox") is not { } sandbox || sandbox.Split(' ').Contains("allow-scripts");
}
