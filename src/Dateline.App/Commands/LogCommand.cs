using System.CommandLine;
using System.Text.Json.Nodes;
using Dateline.App.Commands.Remote;

namespace Dateline.App.Commands;

/// <summary><c>dateline log</c>: the wire log of a running server, as it is or as it grows.</summary>
internal static class LogCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    internal static Command Create()
    {
        var after = new Option<long?>("--after") { Description = "Only rows after this position (if not stated: the newest 20)." };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on as it grows, until stopped." };
        return RemoteOptions.Verb("log", "Show the wire log.", [after, follow], async (arguments, server) =>
        {
            var last = arguments.GetValue(after) ?? Math.Max(0, (long)(await server.Get("log/head"))["position"]! - 20);
            while (true)
            {
                foreach (var row in Printed.Items(await server.Get($"log?limit=500&after={last}")))
                {
                    if (server.PrintsJson) Console.WriteLine(row.ToJsonString());
                    else Printed.LogRow(row);
                    last = (long)row["position"]!;
                }
                if (!arguments.GetValue(follow) && last >= (long)(await server.Get("log/head"))["position"]!) return ExitCodes.Done;
                if (!arguments.GetValue(follow)) continue;
                try { await Task.Delay(Pause, TimeProvider.System, server.Stop); }
                catch (OperationCanceledException) { return ExitCodes.Done; }
            }
        });
    }
}
