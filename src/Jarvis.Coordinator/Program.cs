Console.Error.WriteLine("Jarvis.Coordinator: nothing here yet");
return 1;
