using System.Globalization;
using Dateline.Samples.Draw;
using NetVips;

// Draws every photo of the sample wire: dotnet run --project samples/draw [folder] [name ...]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = args.Length > 0 ? args[0] : Path.Combine("samples", "morning");
var wanted = args.Skip(1).ToHashSet(StringComparer.Ordinal);
Directory.CreateDirectory(folder);

foreach (var (name, draw) in Scenes.All)
{
    if (wanted.Count > 0 && !wanted.Contains(name))
        continue;

    var canvas = new Canvas(name);
    draw(canvas);
    using var drawn = Image.SvgloadBuffer(System.Text.Encoding.UTF8.GetBytes(canvas.ToSvg()));
    using var flat = drawn.Flatten(background: [255, 255, 255]);
    var file = Path.Combine(folder, name + ".jpg");
    // A site's front shows many of these: the few busy ones give up a little quality rather than weigh more.
    for (var quality = 80; quality == 80 || new FileInfo(file).Length > 128_000; quality -= 4)
        flat.Jpegsave(file, q: quality, interlace: true, optimizeCoding: true, keep: Enums.ForeignKeep.None);
    Console.WriteLine($"{name}: {flat.Width}x{flat.Height}, {new FileInfo(file).Length / 1024} KB");
}
