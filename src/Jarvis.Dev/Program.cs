Console.Error.WriteLine("Jarvis.Dev: nothing here yet");
return 1;
